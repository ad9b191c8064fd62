package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.log.Pipeline;

/** The first answers to the keys of a group's commands: those given before, and those given in it. */
final class GroupAnswers {

    private final Map<String, IdempotencyTable.FirstAnswer> first;
    private final Map<String, IdempotencyTable.FirstAnswer> underWay;
    /** Of which it is not known here whether they were answered, and will not be by inserting an answer. */
    private final Map<String, RequestHash> unasked = new HashMap<>();
    private final List<IdempotencyTable.NewAnswer> added = new ArrayList<>();

    /** @param before by the {@link RequestHash#keyText text} of their keys' hashes; it may be changed */
    GroupAnswers(Map<String, IdempotencyTable.FirstAnswer> before) {
        this(before, Map.of());
    }

    private GroupAnswers(Map<String, IdempotencyTable.FirstAnswer> before, Map<String, IdempotencyTable.FirstAnswer> underWay) {
        this.first = before;
        this.underWay = underWay;
    }

    /** Of a group that is decided without asking for those given before, on one that is under way. */
    static GroupAnswers ahead(@Nullable GroupAnswers underWay) {
        return new GroupAnswers(new HashMap<>(), underWay == null ? Map.of() : underWay.first);
    }

    IdempotencyTable.@Nullable FirstAnswer to(KeyedRequest request) {
        String key = request.keyText();
        IdempotencyTable.FirstAnswer found = first.get(key);
        if (found == null) {
            found = underWay.get(key);
        }
        if (found == null) {
            unasked.put(key, request.hash());
        }
        return found;
    }

    /** Lets nothing after it in the pipeline be executed if there is an answer that was not asked for. Those that are inserted are unique. */
    void requireUnknown(Pipeline last) throws SQLException {
        if (!unasked.isEmpty()) {
            IdempotencyTable.requireUnknown(last, unasked.values());
        }
    }

    /** Remembers an answer, unless its unit of work is rolled back. */
    void add(KeyedRequest request, Outcome outcome, UnitOfWork<?> unitOfWork) {
        int kept = added.size();
        unitOfWork.onRollback(_ -> {
            while (added.size() > kept) {
                KeyedRequest last = added.removeLast().request();
                first.remove(last.keyText());
                unasked.put(last.keyText(), last.hash());
            }
        });
        added.add(new IdempotencyTable.NewAnswer(request, outcome));
        unasked.remove(request.keyText());
        first.put(request.keyText(),
                new IdempotencyTable.FirstAnswer(request.content(), outcome.again()));
    }

    void insert(Pipeline last) throws SQLException {
        IdempotencyTable.insert(last, added);
    }
}
