package dev.budgetledger.projection.document.pages;

/** Text of markup: of elements that are closed, and of what is not ours, which is never markup. It is XML as well as HTML. */
public final class Markup {

    private static final int FIRST_PRINTED = 0x20;
    private static final int LAST_OF_XML = 0xFFFD;
    private static final char UNKNOWN = '\uFFFD';

    private final StringBuilder text = new StringBuilder();

    /** What is ours. */
    public Markup raw(String markup) {
        text.append(markup);
        return this;
    }

    /** What is not ours, also in the value of an attribute. */
    public Markup text(String words) {
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                case '\n', '\t' -> text.append((char) c);
                default -> text.appendCodePoint(isOfXml(c) ? c : UNKNOWN);
            }
        });
        return this;
    }

    /** XML has no other controls, no halves of characters and not the last two of the first plane. */
    private static boolean isOfXml(int c) {
        return Character.isSupplementaryCodePoint(c)
                || (c >= FIRST_PRINTED && c <= LAST_OF_XML && !Character.isSurrogate((char) c));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
