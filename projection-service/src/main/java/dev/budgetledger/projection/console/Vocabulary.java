package dev.budgetledger.projection.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;

/** 词汇: what pages call what programs read as codes. One line of one list has a word in both languages, so neither lacks one. */
public final class Vocabulary {

    /** The posted facts, by their names in the log. */
    public static final String FACT_TYPE = "FactType";

    static final SequencedMap<String, Wording> WORDS = read();

    private Vocabulary() {}

    /**
     * What a constant is called.
     *
     * @throws IllegalArgumentException if it is not in the list
     */
    public static Wording of(Enum<?> value) {
        Wording listed = of(value.getDeclaringClass().getSimpleName(), value.name());
        return switch (value) {
            case Fund fund -> new Wording(fund.chinese(), listed.english());
            case Kind kind -> new Wording(kind.chinese(), listed.english());
            default -> listed;
        };
    }

    /**
     * What a code of a kind of codes is called.
     *
     * @throws IllegalArgumentException if it is not in the list
     */
    public static Wording of(String kind, String code) {
        Wording found = WORDS.get(kind + "." + code);
        if (found == null) {
            throw new IllegalArgumentException("no word for " + kind + "." + code);
        }
        return found;
    }

    /**
     * 单位: in what amounts of a table are.
     *
     * @param unit as tables print it: 元, 万元
     */
    public static Wording unit(String unit) {
        String english = switch (unit) {
            case "元" -> "yuan";
            case "万元" -> "10,000 yuan";
            default -> unit;
        };
        return new Wording("单位:" + unit, "", "Unit: " + english);
    }

    /** All codes of a kind, in the order of the list. */
    public static SequencedMap<String, Wording> all(String kind) {
        SequencedMap<String, Wording> all = new LinkedHashMap<>();
        WORDS.forEach((code, wording) -> {
            if (code.startsWith(kind + ".")) {
                all.put(code.substring(kind.length() + 1), wording);
            }
        });
        return all;
    }

    private static SequencedMap<String, Wording> read() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("/console/words.txt")) {
            SequencedMap<String, Wording> words = new LinkedHashMap<>();
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vocabulary::entry)
                    .forEach(each -> words.put(each.getKey(), each.getValue()));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map.Entry<String, Wording> entry(String line) {
        int equals = line.indexOf('=');
        int bar = line.indexOf('|', equals);
        return Map.entry(line.substring(0, equals).strip(),
                new Wording(line.substring(equals + 1, bar).strip(), line.substring(bar + 1).strip()));
    }
}
