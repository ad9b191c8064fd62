package dev.budgetledger.ledger.budget;

import java.util.List;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Fact;

/**
 * What a fiscal year has for all budgets.
 *
 * @param names 科目: of the codes that are known
 * @param rules 复核规则 of every department
 */
public record Catalogue(PMap<Key, String> names, RuleBook rules) implements StreamState {

    /** Knows nothing. */
    public static final Catalogue EMPTY = new Catalogue(HashTreePMap.empty(), RuleBook.NONE);

    /** A code of one of the two classifications. */
    public record Key(Type type, String code) {}

    public boolean knows(Type type, String code) {
        return names.containsKey(new Key(type, code));
    }

    /** Which of some definitions is the first to give a known code another name, -1 if none is. */
    int firstRenamed(List<Classification> definitions) {
        for (int i = 0; i < definitions.size(); i++) {
            Classification definition = definitions.get(i);
            String name = names.get(new Key(definition.type(), definition.code()));
            if (name != null && !name.equals(definition.name())) {
                return i;
            }
        }
        return -1;
    }

    /** A later name of the same code corrects an earlier one. */
    @Override
    public Catalogue evolve(Fact fact) {
        if (fact instanceof Fact.RulesAdopted adopted) {
            return new Catalogue(names, rules.with(adopted));
        }
        if (!(fact instanceof Fact.ClassificationsDefined defined)) {
            throw new IllegalStateException("a budget's fact in a catalogue");
        }
        PMap<Key, String> next = names;
        for (Classification classification : defined.classifications()) {
            next = next.plus(new Key(classification.type(), classification.code()), classification.name());
        }
        return new Catalogue(next, rules);
    }

    @Override
    public long bytes() {
        return 100 + 350L * names.size() + rules.bytes();
    }
}
