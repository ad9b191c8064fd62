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
import java.util.concurrent.CompletableFuture;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.ledger.budget.StreamState;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.Head.ExpectedHead;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.StoredFact;
import dev.budgetledger.ledger.log.TreeEdge;

/** The database transaction of one group of commands, kept in the root unit of work. */
final class LogTransaction {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String KEY = LogTransaction.class.getName();

    private final Connection connection;
    private final Head head;
    private final List<StoredFact> facts = new ArrayList<>();
    private final Map<String, Fact> staged = new HashMap<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final List<Evolved> changes = new ArrayList<>();
    private final Map<String, Course> courses = new HashMap<>();
    private final Pipeline last;
    private final GroupAnswers answers;
    /** What it is decided on, if that is not known under the lock. */
    private final @Nullable ExpectedHead expected;
    /** Not the group itself: one would keep the one before it, and so all since the last that was decided under the lock. */
    private final @Nullable CompletableFuture<Void> before;
    private boolean commitSent;
    private @Nullable Committed committed;

    /** What a fact made of the state of its stream. */
    record Evolved(StreamState before, Fact fact, StreamState after) {}

    /**
     * What facts made of a stream, one after the other.
     *
     * @param fact the last of them
     */
    private record Course(StreamState first, int facts, Fact fact, StreamState last) {}

    /** @param answers to the keys of the group's commands */
    LogTransaction(Connection connection, Head head, GroupAnswers answers) {
        this(connection, head, answers, null, null);
    }

    private LogTransaction(Connection connection, Head head, GroupAnswers answers, @Nullable ExpectedHead expected,
            @Nullable CompletableFuture<Void> before) {
        this.connection = connection;
        this.head = head;
        this.answers = answers;
        this.expected = expected;
        this.before = before;
        this.last = new Pipeline(connection);
    }

    /**
     * Of a group that is decided before it has the append lock.
     *
     * @param before done once the group is durable that it is decided on, null if there is none under way
     */
    static LogTransaction ahead(
            Connection connection, ExpectedHead expected, GroupAnswers answers, @Nullable CompletableFuture<Void> before) {
        return new LogTransaction(connection, expected.head(), answers, expected, before);
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

    /** To read in the log what the group is decided on: all of it is there. */
    Connection connection() {
        if (before != null && !GroupCommit.isDurable(before)) {
            throw new DecideAgainException(null);
        }
        return connection;
    }

    /** The same connection, where what the group before it adds is of no account. */
    Connection session() {
        return connection;
    }

    /** Whether it is decided before it has the lock. */
    boolean isAhead() {
        return expected != null;
    }

    /** The log's last position once it is durable. */
    long end() {
        return head.position() + facts.size();
    }

    Head head() {
        return head;
    }

    GroupAnswers answers() {
        return answers;
    }

    /** That a transaction is durable. */
    static final class Committed {
        private Committed() {}
    }

    /**
     * Writes what is to be written and commits it, in one round trip. What was decided ahead takes one before that, with the lock: the commit
     * is not sent before that is answered, so if it is not, nothing is recorded.
     */
    void commit(FactLog log, TreeEdge edge) throws SQLException {
        if (connection.isClosed()) {
            throw new SQLException("the connection broke before the commit");
        }
        if (expected != null) {
            Pipeline first = new Pipeline(connection);
            log.requireHead(first, expected);
            answers.requireUnknown(first);
            first.flush();
        }
        if (!facts.isEmpty()) {
            log.append(last, head, facts, edge);
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
        if (refused && isAhead() && isOvertaken((SQLException) cause)) {
            return new DecideAgainException(cause);
        }
        return commitSent && !refused ? new OutcomeUnknownException(cause) : new LogUnavailableException(cause);
    }

    /** Whether the server answered that; else the connection failed, of class 08, or the driver. */
    private static boolean isOfServer(SQLException answer) {
        return answer.getSQLState() != null && !answer.getSQLState().startsWith("08");
    }

    /** Whether the log, or what is kept under a key, is not what was expected. */
    private static boolean isOvertaken(SQLException answer) {
        return FactLog.OTHER_HEAD.equals(answer.getSQLState()) || UNIQUE_VIOLATION.equals(answer.getSQLState());
    }

    /** Takes it back, unsent. */
    void drop() {
        try (Connection taken = connection) {
            taken.rollback();
        } catch (SQLException gone) {
            // nothing was sent that it could keep
        }
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

    boolean isCommitted() {
        return committed != null;
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
    @SuppressWarnings("ReferenceEquality") // to compare two states takes longer than to work one out
    StreamState evolve(String stream, StreamState before, Fact fact) {
        StreamState after = before.evolve(fact);
        Course known = courses.get(stream);
        courses.put(stream, known != null && known.last == before
                ? new Course(known.first, known.facts + 1, fact, after)
                : new Course(before, 1, fact, after));
        changes.add(new Evolved(before, fact, after));
        return after;
    }

    /** Begins with the next task: what was changed before it is kept by nothing else, and would take more memory than all the facts. */
    void next() {
        changes.clear();
    }

    /** What a fact of the task in hand made of its budget, if it is of one. */
    @SuppressWarnings("ReferenceEquality") // another may say the same
    Optional<Evolved> change(StoredFact of) {
        return changes.reversed().stream().filter(each -> each.fact == of.envelope().fact()).findFirst();
    }

    /** The state of a stream after all that the group adds to it; what its aggregate worked out is not worked out again. */
    @SuppressWarnings("ReferenceEquality") // each is one of those, not one like it
    StreamState evolved(String stream, StreamState before, List<StoredFact> added) {
        Course known = courses.get(stream);
        if (known != null && known.first == before && known.facts == added.size()
                && known.fact == added.getLast().envelope().fact()) {
            return known.last;
        }
        StreamState state = before;
        for (StoredFact fact : added) {
            state = state.evolve(fact.envelope().fact());
        }
        return state;
    }

    /** A posting or a proposal of the group, by its id. */
    Optional<Fact> staged(String id) {
        return Optional.ofNullable(staged.get(id));
    }

    /**
     * Looks whether the events that arrive are what was placed.
     *
     * @throws IllegalStateException if they are not
     */
    @SuppressWarnings("ReferenceEquality") // each is one of those, not one like it
    void requireDecided(List<StoredFact> events) {
        boolean same = events.size() == facts.size();
        for (int i = 0; same && i < facts.size(); i++) {
            same = events.get(i) == facts.get(i);
        }
        if (!same) {
            throw new IllegalStateException("the log is given other facts than were decided");
        }
    }

    /** What the group adds to the log, in order. */
    List<StoredFact> facts() {
        return facts;
    }
}
