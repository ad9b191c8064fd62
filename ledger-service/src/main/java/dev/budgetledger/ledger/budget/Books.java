package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;

/** 账簿: what a decision may know, as it stands when the decision is made. */
public interface Books {

    Budget budget(BudgetId id);

    Catalogue catalogue(int fiscalYear);

    /** What was adopted under an id. */
    AdoptedForm form(String id);

    /** The form that was adopted last under an id up to a position of the log, 1 to {@link #logSize}. */
    Optional<Form> formAt(String id, long position);

    /** Whether any department has closed the year 已结账. */
    boolean isClosedByAny(int fiscalYear);

    /** The posting at a place in the log, if there is one there. */
    Optional<Fact.Posted> posting(String stream, long sequence);

    /** The proposal at a place in the log, if there is one there. */
    Optional<Fact.PostingProposed> proposed(String stream, long sequence);

    /** The day in China on which what is decided now is recorded. */
    LocalDate today();

    /** How many facts the log holds; those that are being decided are not in it yet. */
    long logSize();

    /** The root of the tree over the first facts of the log, at most {@link #logSize}. */
    Hash root(long size);

    /** 记账时间 of a position of the log, 1 to {@link #logSize}. */
    Instant recordedAt(long position);

    /** The fact at a position of the log, 1 to {@link #logSize}. */
    Fact fact(long position);
}
