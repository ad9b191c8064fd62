package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One word, one meaning: what the glossary says of words is so in code and prose. */
class WordsTest {

    private static final Path GLOSSARY = Markdown.file("docs/glossary.md");

    /** Their sentences stand in evidence packages, which stay as they are. */
    private static final Set<String> OF_PACKAGES = Set.of("NotProven.java", "KnownPackagesTest.java", "evidence.md");

    /** Words that mean something else elsewhere: a qualified name is of that package only. */
    private static final Pattern REFUSED = Pattern.compile("`([^`]+)`|([\\p{IsHan}]+)");

    /** Both services have one, and it means the same in both. */
    private static final Set<String> OF_BOTH_SERVICES =
            Set.of("Pools", "Spool");

    @Test
    void no_file_uses_a_word_that_the_glossary_refuses() throws IOException {
        List<String> refused = refused();
        assertThat(refused).hasSizeGreaterThan(20);

        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String text = Markdown.read(file);
            for (String word : refused) {
                if (uses(file, text, word)) {
                    found.add(word + " in " + file);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void a_simple_name_means_one_thing() throws IOException {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (Path file : files()) {
            String path = file.toString();
            if (path.contains("/src/main/java/") && !path.contains("evidence-verifier") && !path.contains("package-info")) {
                packages.computeIfAbsent(file.getFileName().toString().replace(".java", ""), _ -> new TreeSet<>())
                        .add(path.replaceAll("/reliability/|/benchmarks/", "/of its own/"));
            }
        }
        packages.values().removeIf(each -> each.stream().filter(path -> !path.contains("of its own")).count() < 2);

        assertThat(packages.keySet()).isEqualTo(new TreeSet<>(OF_BOTH_SERVICES));
    }

    @Test
    void a_word_is_found_where_it_stands() {
        Path intake = Path.of("projection/intake/Known.java");
        assertThat(uses(intake, "record Known() {}", "intake.Known")).isTrue();
        assertThat(uses(Path.of("projection/entries/A.java"), "record Known() {}", "intake.Known")).isFalse();
        assertThat(uses(intake, "void it_goes_on() {}", "goes on")).isTrue();
        assertThat(uses(intake, "/** A Stretched word. */", "Stretch")).isFalse();
    }

    private static List<String> refused() {
        List<String> words = new ArrayList<>();
        Markdown.page("docs/glossary.md").section(2, "Words of the code").lines().filter(line -> line.startsWith("| ")).skip(1)
                .forEach(row -> REFUSED.matcher(row.split("\\|", -1)[3]).results()
                        .forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2))));
        return words;
    }

    /** @param word with the last part of a package before it, if only that package must not use it */
    private static boolean uses(Path file, String text, String word) {
        int dot = word.indexOf('.');
        boolean qualified = dot > 0 && Character.isUpperCase(word.charAt(dot + 1));
        if (qualified && !file.toString().contains("/" + word.substring(0, dot) + "/")) {
            return false;
        }
        String name = qualified ? word.substring(dot + 1) : word;
        return Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(name).replace(" ", "\\E[ _]\\Q") + "(?![\\p{Alnum}])")
                .matcher(text).find();
    }

    /** What is written by hand, but migrations that were released and the glossary itself. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(Markdown.file(""))) {
            return all.filter(file -> file.toString().matches(".*\\.(java|md|yml|yaml)"))
                    .filter(file -> !file.toString().contains("/target/") && !file.equals(GLOSSARY))
                    .filter(file -> !file.endsWith("WordsTest.java") && !OF_PACKAGES.contains(file.getFileName().toString()))
                    .toList();
        }
    }
}
