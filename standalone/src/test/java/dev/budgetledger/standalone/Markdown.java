package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests need to find in a page of the documentation. */
record Markdown(String text) {

    private static final Path ROOT = root();
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    /** A page by its path from the root of the repository. */
    static Markdown page(String path) {
        return new Markdown(read(ROOT.resolve(path)));
    }

    /** What stands at the root, and everything below docs/. */
    static List<Path> pages() {
        try (Stream<Path> root = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs).filter(file -> file.toString().endsWith(".md")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** The headings of a level, in order. */
    List<String> headings(int level) {
        return matches("(?m)^#{" + level + "} (.+)$", CODE_BLOCK.matcher(text).replaceAll("")).toList();
    }

    /** The text below the one heading of that name and above the next of the same or a higher level. */
    String section(int level, String heading) {
        List<String> sections = matches(
                "(?ms)^#{" + level + "} " + Pattern.quote(heading) + "$(.*?)(?=^#{1," + level + "} |\\z)", text).toList();
        if (sections.size() != 1) {
            throw new AssertionError(sections.size() + " headings " + heading);
        }
        return sections.getFirst();
    }

    /** The first two columns of the rows whose first is code, the back-ticks taken away. */
    static Map<String, String> codeRows(String section) {
        Map<String, String> rows = new LinkedHashMap<>();
        Pattern.compile("(?m)^\\| `([^`|]+)` \\| *`?([^`|]*?)`? *\\|").matcher(section).results().forEach(row -> {
            if (rows.put(row.group(1), row.group(2)) != null) {
                throw new AssertionError("two rows of " + row.group(1));
            }
        });
        return rows;
    }

    /** The blocks of JSON in a text. */
    static List<String> jsonBlocks(String section) {
        return matches("(?ms)^```json$(.*?)^```$", section).toList();
    }

    /** The targets of links, without their anchors, that are files of this repository. */
    List<String> relativeLinks() {
        return LINK.matcher(CODE_BLOCK.matcher(text).replaceAll("")).results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*|#.*"))
                .map(target -> target.replaceFirst("#.*", ""))
                .toList();
    }

    private static Stream<String> matches(String pattern, String in) {
        return Pattern.compile(pattern).matcher(in).results().map((MatchResult match) -> match.group(1));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not inside the repository");
        }
        return folder;
    }
}
