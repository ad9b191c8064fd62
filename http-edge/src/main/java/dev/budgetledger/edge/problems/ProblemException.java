package dev.budgetledger.edge.problems;

import dev.budgetledger.contract.PlainText;

/** A request that has no answer, and why. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * @param field what in the request it is about, empty if nothing in particular
     * @param detail one sentence for a person, in English; {@link Language} has it in others
     */
    public ProblemException(ProblemCode code, String field, String detail) {
        this(Problem.of(code.status(), code.name(), field, detail));
    }

    /** A field, parameter or header that cannot be read. */
    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(ProblemCode.FIELD_INVALID, field, PlainText.quoted(field) + ": " + detail);
    }

    /** One that is not there, and has to be. */
    public static ProblemException missing(String field) {
        return new ProblemException(ProblemCode.FIELD_MISSING, field, field + " is required");
    }

    /** The same of one command of many: the number of its line, or of its element, from 1. */
    public ProblemException at(long number) {
        return new ProblemException(problem.at(number));
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
