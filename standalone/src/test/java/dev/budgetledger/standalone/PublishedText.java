package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of published documents: what was scanned, and what the scan got wrong put right, each with its reason. */
public final class PublishedText {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FOLDER = "/documents/";

    private PublishedText() {}

    /** What of the scan reads another way than the print, in the order in which it is put right. */
    static List<Substitution> substitutions(String document) {
        return JSON.readTree(resource(document + "/substitutions.json")).get("substitutions").valueStream()
                .map(each -> new Substitution(text(each, "from"), text(each, "to"), text(each, "reason")))
                .toList();
    }

    private static String text(JsonNode owner, String name) {
        return owner.get(name).stringValue();
    }

    /** Part of a text in the place of another, which is there once. */
    record Substitution(String from, String to, String reason) {

        String in(String text) {
            int at = text.indexOf(from);
            if (at < 0 || text.indexOf(from, at + 1) >= 0) {
                throw new IllegalStateException("is not there once: " + from);
            }
            return text.substring(0, at) + to + text.substring(at + from.length());
        }
    }

    /** A whole document as {@link #plain}, from the title of its cover on. */
    public static String of(String document) {
        String text = plain(resource(document + "/source.txt"));
        for (Substitution each : substitutions(document)) {
            text = each.in(text);
        }
        return text;
    }

    /**
     * A text without what a scan does not distinguish: white space, the width of signs, which quotation marks they are; nor the points
     * that lead to page numbers.
     */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().filter(character -> !Character.isWhitespace(character) && character != '…').forEach(character ->
                plain.appendCodePoint(character >= 0xFF01 && character <= 0xFF5E ? character - 0xFEE0
                        : character == '“' || character == '”' ? '"'
                        : character));
        return plain.toString();
    }

    private static String resource(String name) {
        try (InputStream in = PublishedText.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
