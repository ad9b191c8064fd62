package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Tells whether anything may be posted. Asked for every command and every group, so it answers from memory. */
@FunctionalInterface
public interface PostingGate {

    PostingGate OPEN = () -> null;

    /** Why nothing may be posted, null if it may. */
    @Nullable PostingStop stop();

    /** Open if all are; else what the first of them says that is not. */
    static PostingGate all(List<PostingGate> gates) {
        return () -> gates.stream().map(PostingGate::stop).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
