package dev.budgetledger.ledger.budget;

import java.util.Optional;

/** 规则: one named rule that a command must keep. The list in {@link Policies} is all of them. */
record Policy(String name, Check check) {

    /** Looks for a reason to refuse. */
    @FunctionalInterface
    interface Check {
        Optional<Refusal> refuse(Effects effects);
    }
}
