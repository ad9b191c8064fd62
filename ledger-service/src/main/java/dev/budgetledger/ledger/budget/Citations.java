package dev.budgetledger.ledger.budget;

import java.util.OptionalInt;
import java.util.stream.IntStream;

import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Statement;

/**
 * What the books say of what an explanation names.
 *
 * @param form what was adopted under the id of its form
 * @param unknownPosting the first of its postings that the budget does not have
 */
record Citations(String formId, AdoptedForm form, OptionalInt unknownPosting) {

    static Citations of(Books books, Command.MakeStatement command, Statement.Explanation explanation) {
        return new Citations(explanation.form(), books.form(explanation.form()), IntStream.range(0, explanation.postings().size())
                .filter(i -> Posting.Place.of(explanation.postings().get(i))
                        .filter(place -> place.stream().equals(command.budget().stream()))
                        .flatMap(place -> books.posting(place.stream(), place.sequence()))
                        .isEmpty())
                .findFirst());
    }
}
