package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.ledger.TestLedger;

/** Facts by the hundred for a log of a test, and somebody who changes them behind its back. */
final class SampleFacts {

    /** What is kept of the tree over the streams. */
    static final List<String> STREAMS = List.of("stream_keys", "stream_ends", "stream_subtrees");

    private final TestLedger ledger;
    private long next;

    SampleFacts(TestLedger ledger) {
        this.ledger = ledger;
    }

    /** Appends in the transaction of a connection. */
    static List<StoredFact> append(FactLog log, Connection connection, List<FactDraft> drafts) throws SQLException {
        return append(log, connection, drafts, new TreeEdge());
    }

    private static List<StoredFact> append(FactLog log, Connection connection, List<FactDraft> drafts, TreeEdge edge)
            throws SQLException {
        Head head = log.lockHead(connection);
        Pipeline last = new Pipeline(connection);
        List<StoredFact> facts = new ArrayList<>();
        for (FactDraft draft : drafts) {
            facts.add(StoredFact.of(new Envelope(head.position() + facts.size() + 1, head.now(), draft.stream(), draft.sequence(),
                    draft.postedBy(), draft.fact())));
        }
        log.append(last, head, facts, edge);
        last.flush();
        return facts;
    }

    /** Commits this many facts in one commit, or rolls them back. */
    List<StoredFact> append(FactLog log, int facts, boolean commit) throws SQLException {
        return append(log, new TreeEdge(), facts, commit);
    }

    /** @param edge of who appends, who forgets it where he rolls back */
    List<StoredFact> append(FactLog log, TreeEdge edge, int facts, boolean commit) throws SQLException {
        List<FactDraft> drafts = new ArrayList<>();
        for (int i = 0; i < facts; i++) {
            drafts.add(new FactDraft("301-2023", next + i, "预算处",
                    new Fact.BudgetOpened(new Department("301", "部门" + next), 2023, false)));
        }
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<StoredFact> stored = append(log, connection, drafts, edge);
            if (!commit) {
                connection.rollback();
                edge.forget();
                return List.of();
            }
            connection.commit();
            next += facts;
            return stored;
        }
    }

    /** The root over the first facts, from the leaves alone. */
    static Hash root(List<StoredFact> facts) {
        RightEdge edge = new RightEdge();
        facts.forEach(fact -> edge.append(fact.leafHash(), _ -> {}));
        return edge.root();
    }

    /** Commits the first fact of as many other streams. */
    List<StoredFact> open(FactLog log, String prefix, int streams) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<FactDraft> drafts = IntStream.range(0, streams)
                    .mapToObj(i -> new FactDraft(prefix + i + "-2023", 0, "预算处",
                            new Fact.BudgetOpened(new Department(prefix + i, "部门"), 2023, false)))
                    .toList();
            List<StoredFact> stored = append(log, connection, drafts);
            connection.commit();
            return stored;
        }
    }

    /** The root over the streams of the first facts, from their ids alone. */
    static Hash streams(List<StoredFact> facts) {
        RememberedStreams remembered = new RememberedStreams();
        StreamTree tree = new StreamTree(remembered);
        tree.append(facts.stream().map(fact -> fact.envelope().stream()).toList(), remembered::keep);
        return tree.root();
    }

    /** What the owner of the database can do who means to. */
    void behindTheBack(String... statements) throws SQLException {
        try (HikariDataSource owners = ledger.pool("ledger_owner");
                Connection owner = owners.getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("alter table facts disable trigger facts_are_append_only");
            statement.execute("alter table subtrees disable trigger subtrees_are_append_only");
            for (String table : STREAMS) {
                statement.execute("alter table %1$s disable trigger %1$s_are_append_only".formatted(table));
            }
            for (String each : statements) {
                statement.execute(each);
            }
            statement.execute("alter table facts enable trigger facts_are_append_only");
            statement.execute("alter table subtrees enable trigger subtrees_are_append_only");
            for (String table : STREAMS) {
                statement.execute("alter table %1$s enable trigger %1$s_are_append_only".formatted(table));
            }
        }
    }
}
