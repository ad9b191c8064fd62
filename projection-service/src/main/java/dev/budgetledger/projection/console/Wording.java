package dev.budgetledger.projection.console;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.budgetledger.projection.document.pages.Markup;

/**
 * The same in both languages.
 *
 * @param english beside the Chinese, empty where there is nothing to translate: a name, a number
 * @param alone what a page in English says instead of both
 */
public record Wording(String chinese, String english, String alone) {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    public Wording(String chinese, String english) {
        this(chinese, english, english.isEmpty() ? chinese : english);
    }

    /** What is no word of a language. */
    public static Wording plain(String text) {
        return new Wording(text, "");
    }

    /** Each of them, in order. */
    public static Wording joined(List<Wording> all, String between) {
        return new Wording(
                all.stream().map(Wording::chinese).collect(Collectors.joining(between)),
                all.stream().map(Wording::english).filter(each -> !each.isEmpty()).collect(Collectors.joining(between)),
                all.stream().map(Wording::alone).collect(Collectors.joining(between)));
    }

    /** Followed by what needs no translation: side by side in the Chinese, which is read first. */
    public Wording with(String text) {
        return text.isEmpty() ? this : new Wording(chinese + " " + text, english, alone + " " + text);
    }

    /** As the page that is being written says it where nothing can be marked: in an attribute, a title, a choice. */
    public String text() {
        return switch (PageLanguage.current()) {
            case CHINESE -> chinese;
            case ENGLISH -> alone;
            case BOTH -> isTwice() ? chinese + " " + english : chinese;
        };
    }

    /** The same in one language, Chinese where the page has both. */
    public String brief() {
        return PageLanguage.current() == PageLanguage.ENGLISH ? alone : chinese;
    }

    /** Writes it as the page that is being written says it. */
    public void write(Markup out) {
        if (PageLanguage.current() == PageLanguage.BOTH && isTwice()) {
            out.text(chinese).raw(chinese.isEmpty() ? "<span lang=\"en\">" : " <span lang=\"en\">").text(english).raw("</span>");
        } else if (PageLanguage.current() == PageLanguage.ENGLISH && alone.equals(chinese) && HAN.matcher(alone).find()) {
            out.raw("<span lang=\"zh-CN\">").text(alone).raw("</span>");
        } else {
            out.text(text());
        }
    }

    private boolean isTwice() {
        return !english.isEmpty() && !english.equals(chinese);
    }
}
