package dev.budgetledger.edge.problems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sentences in another language, by their form in English, as a gettext catalogue has them: {@code {}} stands for what differs.
 * Since the English sentence is the key, what was recorded long ago is translated too.
 */
final class Sentences {

    static final Sentences CHINESE = read("sentences.zh.txt");

    /** A field, what is wrong with it, and once more. */
    private static final int SENTENCES_WITHIN_MAX = 2;

    private static final String ARROW = " => ";
    /** {@code {2}} is the second thing that differs; {@code {2*}} is a sentence itself. */
    private static final Pattern HOLE = Pattern.compile("\\{(\\d)(\\*?)}");

    private final List<Form> forms;

    private Sentences(List<Form> forms) {
        this.forms = forms;
    }

    /** The sentence in this language, if it has one of the forms. */
    Optional<String> of(String sentence) {
        return of(sentence, SENTENCES_WITHIN_MAX);
    }

    private Optional<String> of(String sentence, int within) {
        return within < 0
                ? Optional.empty()
                : forms.stream().flatMap(form -> form.translate(sentence, this, within - 1).stream()).findFirst();
    }

    private static Sentences read(String resource) {
        try (InputStream in = Objects.requireNonNull(Sentences.class.getResourceAsStream(resource))) {
            return new Sentences(new String(in.readAllBytes(), UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Form::of)
                    .sorted(Comparator.comparingInt(Form::weight).reversed())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One form of sentence.
     *
     * @param literals what stands before, between and after what differs
     */
    private record Form(List<String> literals, String translation) {

        static Form of(String line) {
            int arrow = line.indexOf(ARROW);
            if (arrow < 0) {
                throw new IllegalArgumentException("no translation: " + line);
            }
            return new Form(List.of(line.substring(0, arrow).split("\\{}", -1)), line.substring(arrow + ARROW.length()));
        }

        /** The more a form says, the earlier it is tried. */
        int weight() {
            return literals.stream().mapToInt(String::length).sum();
        }

        Optional<String> translate(String sentence, Sentences all, int within) {
            return holes(sentence).flatMap(holes -> {
                StringBuilder translated = new StringBuilder();
                Matcher hole = HOLE.matcher(translation);
                while (hole.find()) {
                    String value = holes.get(Integer.parseInt(hole.group(1)) - 1);
                    Optional<String> inner = hole.group(2).isEmpty() ? Optional.of(value) : all.of(value, within);
                    if (inner.isEmpty()) {
                        return Optional.empty();
                    }
                    hole.appendReplacement(translated, Matcher.quoteReplacement(inner.get()));
                }
                return Optional.of(hole.appendTail(translated).toString());
            });
        }

        /** What differs; every literal is looked for once, so this takes as long as the sentence is. */
        private Optional<List<String>> holes(String sentence) {
            String last = literals.getLast();
            int end = sentence.length() - last.length();
            if (literals.size() == 1) {
                return sentence.equals(last) ? Optional.of(List.of()) : Optional.empty();
            }
            if (!sentence.startsWith(literals.getFirst()) || !sentence.endsWith(last)) {
                return Optional.empty();
            }
            List<String> holes = new ArrayList<>();
            int from = literals.getFirst().length();
            for (String literal : literals.subList(1, literals.size() - 1)) {
                int at = sentence.indexOf(literal, from);
                if (at < 0 || at > end) {
                    return Optional.empty();
                }
                holes.add(sentence.substring(from, at));
                from = at + literal.length();
            }
            if (from > end) {
                return Optional.empty();
            }
            holes.add(sentence.substring(from, end));
            return Optional.of(holes);
        }
    }
}
