package dev.budgetledger.verifier;

/** XHTML that is written: what a page is made of, and words, which are never markup. */
final class Markup {

    private final StringBuilder markup = new StringBuilder();

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
                default -> markup.appendCodePoint(isOfXml(c) ? c : 0xFFFD);
            }
        });
        return this;
    }

    private static boolean isOfXml(int c) {
        return c == '\n' || c == '\t' || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c <= 0xFFFD) || c > 0xFFFF;
    }

    @Override
    public String toString() {
        return markup.toString();
    }
}
