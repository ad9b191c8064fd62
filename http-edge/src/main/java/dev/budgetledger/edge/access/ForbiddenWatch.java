package dev.budgetledger.edge.access;

import jakarta.servlet.http.HttpServletRequest;

/** Is told of each request that was refused because its address is not for the roles of who makes it: must return at once, and not fail. */
public interface ForbiddenWatch {

    /** Nobody is told. */
    ForbiddenWatch NONE = (_, _) -> {};

    /**
     * A request of which nothing but address and headers has been read, nor is to be read.
     *
     * @param name of who has proven that he makes it
     */
    void forbidden(String name, HttpServletRequest request);
}
