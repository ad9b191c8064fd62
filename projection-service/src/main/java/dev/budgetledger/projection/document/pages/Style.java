package dev.budgetledger.projection.document.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import dev.budgetledger.projection.document.Document;

/** Style sheets. */
final class Style {

    private static final String QUIET = "font: 7.5pt \"Noto Sans SC\"; color: #666; white-space: nowrap;";

    private Style() {}

    static String read(String name) {
        try (InputStream in = Style.class.getResourceAsStream("/document/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands on every page but the cover: whose it is, and as of when. */
    static String footer(Document.Head head) {
        String boxes = "@top-left { content: \"" + quoted(head.department().name()) + "\"; " + QUIET + " } "
                + "@top-right { content: \"" + quoted(Colophon.point(head)) + "\"; " + QUIET + " } ";
        return "@page { " + boxes + "}\n@page wide { " + boxes + "}\n"
                + "@page :first { @top-left { content: \"\"; } @top-right { content: \"\"; } @bottom-center { content: \"\"; } }\n";
    }

    /** As it stands in a string of CSS: what is no letter and no digit, by its number. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\%06X", c));
            }
        });
        return quoted.toString();
    }
}
