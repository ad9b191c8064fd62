package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.ledger.budget.StreamState;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.StoredFact;

/** The database transaction of one group of commands, kept in the root unit of work. */
final class LogTransaction {

    private static final String KEY = LogTransaction.class.getName();

    private final Connection connection;
    private final Head head;
    private final List<StoredFact> facts = new ArrayList<>();
    private final Map<String, Fact> staged = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final List<Evolved> evolved = new ArrayList<>();
    private int nextEvolved;
    private final Pipeline last;
    private final GroupAnswers answers;
    private boolean commitSent;
    private @Nullable Committed committed;

    /** What a fact made of the state of its stream. */
    record Evolved(StreamState before, Fact fact, StreamState after) {}

    /** @param answers to the keys of the group's commands */
    LogTransaction(Connection connection, Head head, GroupAnswers answers) {
        this.connection = connection;
        this.head = head;
        this.answers = answers;
        this.last = new Pipeline(connection);
    }

    void bind(UnitOfWork<?> root) {
        root.resources().put(KEY, this);
    }

    static LogTransaction of(UnitOfWork<?> unitOfWork) {
        LogTransaction transaction = unitOfWork.root().getResource(KEY);
        if (transaction == null) {
            throw new IllegalStateException("the log is used outside a group of commands");
        }
        return transaction;
    }

    Connection connection() {
        return connection;
    }

    Head head() {
        return head;
    }

    GroupAnswers answers() {
        return answers;
    }

    /** What is to be written, for {@link #commit}. */
    Pipeline last() {
        return last;
    }

    /** That a transaction is durable. */
    static final class Committed {
        private Committed() {}
    }

    /** Writes what is to be written and commits it. */
    void commit() throws SQLException {
        if (connection.isClosed()) {
            throw new SQLException("the connection broke before the commit");
        }
        answers.insert(last);
        last.execute("commit");
        commitSent = true;
        last.flush();
        committed = new Committed();
    }

    /** Ends it after a fault, and says what is known: that nothing was committed, or nothing. */
    RuntimeException failed(Throwable fault) {
        boolean sessionLives = rollback(fault);
        Throwable cause = fault instanceof LogUnavailableException && fault.getCause() != null ? fault.getCause() : fault;
        boolean refused = sessionLives && cause instanceof SQLException answer && isOfServer(answer);
        return commitSent && !refused ? new OutcomeUnknownException(cause) : new LogUnavailableException(cause);
    }

    /** Whether the server answered that; else the connection failed, of class 08, or the driver. */
    private static boolean isOfServer(SQLException answer) {
        return answer.getSQLState() != null && !answer.getSQLState().startsWith("08");
    }

    private boolean rollback(Throwable fault) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException | RuntimeException gone) {
            fault.addSuppressed(gone);
            return false;
        }
    }

    /** @throws IllegalStateException if it is not durable */
    Committed committed() {
        if (committed == null) {
            throw new IllegalStateException("the group has not been committed");
        }
        return committed;
    }

    /**
     * Gives a fact its place, after all of the group so far, where those that are decided after it see it. Taken back with the unit of
     * work that {@link #takenBackWith} names.
     */
    StoredFact place(String stream, long sequence, String postedBy, Fact fact, @Nullable RequestHash request,
            @Nullable SentBy sent) {
        StoredFact placed = StoredFact.of(new Envelope(
                head.position() + facts.size() + 1, head.now(), stream, sequence, postedBy, fact, request, sent));
        facts.add(placed);
        switch (fact) {
            case Fact.Posted _, Fact.PostingProposed _ -> staged.put(Posting.id(stream, sequence), fact);
            case Fact.YearClosed _ -> closed.add(stream);
            case Fact.BudgetOpened _, Fact.ClassificationsDefined _, Fact.FormAdopted _, Fact.ChartDefined _, Fact.StatementMade _,
                    Fact.DisclosurePublished _, Fact.RulesAdopted _, Fact.OfProposal _, Fact.ClientKeyFact _, Fact.AuthorityRefused _ -> {}
        }
        return placed;
    }

    /** Has what is placed from now on taken back if a unit of work is. */
    void takenBackWith(UnitOfWork<?> unitOfWork) {
        int kept = facts.size();
        unitOfWork.onRollback(_ -> {
            while (facts.size() > kept) {
                Envelope last = facts.removeLast().envelope();
                switch (last.fact()) {
                    case Fact.Posted _, Fact.PostingProposed _ -> staged.remove(Posting.id(last.stream(), last.sequence()));
                    case Fact.YearClosed _ -> closed.remove(last.stream());
                    case Fact.BudgetOpened _, Fact.ClassificationsDefined _, Fact.FormAdopted _, Fact.ChartDefined _, Fact.StatementMade _,
                            Fact.DisclosurePublished _, Fact.RulesAdopted _, Fact.OfProposal _, Fact.ClientKeyFact _, Fact.AuthorityRefused _ -> {}
                }
            }
        });
    }

    /** Whether the commit will close a budget of the year. */
    boolean closesAny(int fiscalYear) {
        return closed.stream().anyMatch(stream -> BudgetId.ofStream(stream).fiscalYear() == fiscalYear);
    }

    /** Whether the group has not asked for a stream before, so that it has no facts of its own in it. */
    boolean isFirstRead(String stream) {
        return read.add(stream);
    }

    /** The state of an aggregate after a fact that it applies. */
    StreamState evolve(StreamState before, Fact fact) {
        StreamState after = before.evolve(fact);
        evolved.add(new Evolved(before, fact, after));
        return after;
    }

    /** What a fact of the group made of its budget, if it is of one. */
    @SuppressWarnings("ReferenceEquality") // another may say the same
    Optional<Evolved> change(StoredFact of) {
        return evolved.reversed().stream().filter(each -> each.fact == of.envelope().fact()).findFirst();
    }

    /** The same for the memory of what is durable, in the same order: what the aggregates worked out is not worked out again. */
    @SuppressWarnings("ReferenceEquality") // to compare two states takes longer than to work one out
    StreamState evolved(StreamState before, Fact fact) {
        while (nextEvolved < evolved.size()) {
            Evolved next = evolved.get(nextEvolved++);
            if (next.fact == fact && next.before == before) {
                return next.after;
            }
        }
        return before.evolve(fact);
    }

    /** A posting or a proposal of the group, by its id. */
    Optional<Fact> staged(String id) {
        return Optional.ofNullable(staged.get(id));
    }

    /** What the group adds to the log, in order. */
    List<StoredFact> facts() {
        return facts;
    }
}
