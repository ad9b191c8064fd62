package dev.budgetledger.projection.console;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.document.pages.Markup;

/** 页面的语言: in which language a page is read. An address says it, {@code lang=zh} or {@code lang=en}, and so do the links of its page; else both stand side by side. */
public enum PageLanguage {
    BOTH("", "zh-CN"),
    CHINESE("zh", "zh-CN"),
    ENGLISH("en", "en");

    /** The parameter of an address. */
    static final String PARAMETER = "lang";

    private static final ScopedValue<Shown> SHOWN = ScopedValue.newInstance();

    /**
     * Leads to a page of ours; a choice of language does not keep that of the page. What programs read has no language, and its addresses are copied to
     * them.
     */
    private static final Pattern LINK = Pattern.compile("(<a (?!hreflang=)[^>]*?href=\"|<form [^>]*?method=\"post\" action=\")(/[^\"#]*)");
    private static final Pattern ASKING = Pattern.compile("<form [^>]*?method=\"get\"[^>]*>");
    private static final Pattern WITHOUT_LANGUAGE = Pattern.compile("/(?:login|logout)(?:[/?].*)?|.*(?:format=(?!html)|/evidence|/datapackage|/problems|/v3/|/swagger|[.]xlsx).*");

    private final String value;
    private final String tag;

    PageLanguage(String value, String tag) {
        this.value = value;
        this.tag = tag;
    }

    /**
     * What is being answered.
     *
     * @param address without its language, null if it cannot be asked again
     */
    private record Shown(PageLanguage language, @Nullable String address) {}

    /** What answers a request. */
    interface Answering<X extends Exception> {
        void answer() throws X;
    }

    /** The one of a parameter's value. */
    static Optional<PageLanguage> of(String value) {
        return Arrays.stream(values()).filter(each -> each != BOTH && each.value.equals(value)).findAny();
    }

    /** That of the page which is being written. */
    public static PageLanguage current() {
        return SHOWN.isBound() ? SHOWN.get().language() : BOTH;
    }

    /** Whether this is all that an address asks for beside its path. */
    public static boolean isAllOf(@Nullable String query) {
        return query == null || (current() != BOTH && query.equals(PARAMETER + "=" + current().value));
    }

    /** As BCP 47 has it: of what is not said otherwise to be in another. */
    String tag() {
        return tag;
    }

    /**
     * Answers in this language.
     *
     * @param address where the same is asked, without its language; null if a link does not ask it again
     */
    <X extends Exception> void during(@Nullable String address, Answering<X> answering) throws X {
        ScopedValue.where(SHOWN, new Shown(this, address)).<Boolean, X>call(() -> {
            answering.answer();
            return true;
        });
    }

    /** Writes links to the same page in each language. */
    static void choice(Markup out) {
        String address = SHOWN.isBound() ? SHOWN.get().address() : null;
        if (address == null) {
            return;
        }
        out.raw("<nav class=\"languages\" aria-label=\"").text(new Wording("语言", "Language").text()).raw("\">");
        for (PageLanguage each : new PageLanguage[] {CHINESE, ENGLISH, BOTH}) {
            String said = each.called();
            if (each == current()) {
                out.raw("<b aria-current=\"true\" lang=\"" + each.tag + "\">").text(said).raw("</b> ");
            } else {
                out.raw("<a hreflang=\"" + each.tag + "\" lang=\"" + (each == BOTH ? current().tag : each.tag) + "\" href=\"")
                        .text(each.in(address)).raw("\">").text(said).raw("</a> ");
            }
        }
        out.raw("</nav>\n");
    }

    /** In itself; both in that of the page. */
    private String called() {
        return switch (this) {
            case BOTH -> new Wording("中英对照", "", "Both").text();
            case CHINESE -> "中文";
            case ENGLISH -> "English";
        };
    }

    /** An address in this language. */
    public String in(String address) {
        return this == BOTH ? address : address + (address.indexOf('?') < 0 ? '?' : '&') + PARAMETER + "=" + value;
    }

    /** A page, or a part of one, whose links and forms lead to pages in the language that it is in. */
    static String kept(String markup) {
        PageLanguage language = current();
        if (language == BOTH) {
            return markup;
        }
        String linked = LINK.matcher(markup).replaceAll(link -> Matcher.quoteReplacement(link.group(1) + language.linked(link.group(2))));
        return ASKING.matcher(linked).replaceAll("$0<input type=\"hidden\" name=\"" + PARAMETER + "\" value=\"" + language.value + "\"/>");
    }

    /** @param address as markup has it */
    private String linked(String address) {
        boolean isSaid = address.contains("?" + PARAMETER + "=") || address.contains("&amp;" + PARAMETER + "=");
        return isSaid || WITHOUT_LANGUAGE.matcher(address).matches() ? address : in(address).replaceFirst("&(?=" + PARAMETER + "=[a-z]+$)", "&amp;");
    }
}
