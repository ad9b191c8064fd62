package dev.budgetledger.edge.problems;

import org.jspecify.annotations.Nullable;

/** Which faults a service knows: it could not answer, through no fault of the request. */
@FunctionalInterface
public interface Faults {

    /** The problem that a fault is answered by, null for a fault of the program. */
    @Nullable ProblemException problem(Throwable fault);
}
