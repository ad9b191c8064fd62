package dev.budgetledger.projection.console;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The same in both languages.
 *
 * @param english empty where there is nothing to translate: a name, a number
 */
public record Wording(String chinese, String english) {

    /** What is no word of a language. */
    public static Wording plain(String text) {
        return new Wording(text, "");
    }

    /** Each of them, in order. */
    public static Wording joined(List<Wording> all, String between) {
        return new Wording(
                all.stream().map(Wording::chinese).collect(Collectors.joining(between)),
                all.stream().map(Wording::english).filter(each -> !each.isEmpty()).collect(Collectors.joining(between)));
    }

    /** Followed by what needs no translation, in the Chinese, which is read first. */
    public Wording with(String text) {
        return new Wording(text.isEmpty() ? chinese : chinese + " " + text, english);
    }
}
