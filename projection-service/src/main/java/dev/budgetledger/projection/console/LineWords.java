package dev.budgetledger.projection.console;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

/** 指标 in words: what its money is for, its codes of classifications as they are. */
public final class LineWords {

    private LineWords() {}

    /** What a line is for. */
    public static Wording of(Line line) {
        List<Wording> words = new ArrayList<>();
        words.add(Vocabulary.of(line.fund()));
        if (line.origin() == Origin.CARRIED_OVER) {
            words.add(Vocabulary.of(line.origin()));
        }
        plain(words, line.unit());
        plain(words, line.function());
        if (line.kind() != null) {
            words.add(Vocabulary.of(line.kind()));
        }
        plain(words, line.economic());
        plain(words, line.governmentEconomic());
        plain(words, line.project());
        plain(words, line.tag());
        return Wording.joined(words, " ");
    }

    private static void plain(List<Wording> words, @Nullable String text) {
        if (text != null) {
            words.add(Wording.plain(text));
        }
    }
}
