package dev.budgetledger.verifier;

/** XHTML that is written: what a page is made of, and words, which are never markup. */
final class Markup {

    /** Stands for what XML does not have, and is the last that it has of the first plane. */
    private static final char UNKNOWN = '\uFFFD';

    private final Sink markup;

    Markup(Sink markup) {
        this.markup = markup;
    }

    Markup raw(String written) {
        markup.append(written);
        return this;
    }

    Markup element(String name, String words) {
        return raw("<" + name + ">").text(words).raw("</" + name + ">");
    }

    Markup text(String words) {
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                case '\'' -> markup.append("&#39;");
                default -> {
                    if (Character.isSupplementaryCodePoint(c)) {
                        markup.append(Character.toString(c));
                    } else {
                        markup.append(isOfXml(c) ? (char) c : UNKNOWN);
                    }
                }
            }
        });
        return this;
    }

    private static boolean isOfXml(int c) {
        return c == '\n' || c == '\t' || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c <= UNKNOWN);
    }
}
