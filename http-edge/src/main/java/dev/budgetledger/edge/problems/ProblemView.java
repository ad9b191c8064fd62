package dev.budgetledger.edge.problems;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** What a problem is answered as, by a service that has more than JSON for those who ask. */
@FunctionalInterface
public interface ProblemView {

    /**
     * The answer, with the status and the headers that it has as JSON.
     *
     * @param problem in English
     * @param json what it is answered as otherwise
     */
    ResponseEntity<Object> answer(Problem problem, ResponseEntity<Object> json, HttpServletRequest request);
}
