package dev.budgetledger.ledger.store;

import java.util.HashSet;
import java.util.Set;

import dev.budgetledger.contract.BudgetId;

/** What must not overtake some tasks: others of the same sender, and those that name the same budget. */
final class HeldBack {

    private final Set<CommandSession> senders = new HashSet<>();
    private final Set<String> budgets = new HashSet<>();

    void behind(Task<?> task) {
        CommandSession sender = task.sender();
        if (sender != null) {
            senders.add(sender);
        }
        for (String stream : task.streams()) {
            if (!BudgetId.isClassificationStream(stream)) {
                budgets.add(stream);
            }
        }
    }

    boolean holds(Task<?> task) {
        if (budgets.isEmpty() && senders.isEmpty()) {
            return false;
        }
        CommandSession sender = task.sender();
        return (sender != null && senders.contains(sender))
                || task.streams().stream().anyMatch(budgets::contains);
    }

    void clear() {
        senders.clear();
        budgets.clear();
    }
}
