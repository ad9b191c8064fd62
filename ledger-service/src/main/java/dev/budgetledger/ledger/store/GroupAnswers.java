package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.ledger.log.Pipeline;

/** The first answers to the keys of a group's commands: those given before, and those given in it. */
final class GroupAnswers {

    private final Map<String, IdempotencyTable.FirstAnswer> first;
    private final List<IdempotencyTable.NewAnswer> added = new ArrayList<>();

    /** @param before by the {@link dev.budgetledger.contract.RequestHash#keyText text} of their keys' hashes; it may be changed */
    GroupAnswers(Map<String, IdempotencyTable.FirstAnswer> before) {
        this.first = before;
    }

    IdempotencyTable.@Nullable FirstAnswer to(KeyedRequest request) {
        return first.get(request.hash().keyText());
    }

    /** Remembers an answer, unless its unit of work is rolled back. */
    void add(KeyedRequest request, Outcome outcome, UnitOfWork<?> unitOfWork) {
        int kept = added.size();
        unitOfWork.onRollback(_ -> {
            while (added.size() > kept) {
                first.remove(added.removeLast().request().hash().keyText());
            }
        });
        added.add(new IdempotencyTable.NewAnswer(request, outcome));
        first.put(request.hash().keyText(),
                new IdempotencyTable.FirstAnswer(request.content(), IdempotencyTable.Stored.of(outcome).repeated()));
    }

    void insert(Pipeline last) throws SQLException {
        IdempotencyTable.insert(last, added);
    }
}
