package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.util.function.Predicate;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.shards.Shard;

/** Where facts are taken in to: the tables and the tree of one projection. */
record IntakeTarget(JdbcClient jdbc, IntakeStore store, LedgerTree tree) {

    StandingHalts stops() {
        return new StandingHalts(jdbc);
    }

    static IntakeTarget of(DataSource source, @Nullable VerifierKey verifier, Shard shard, Predicate<RecordPosition> acknowledged) {
        return of(source, verifier, shard, Keys.present(), acknowledged);
    }

    static IntakeTarget of(DataSource source, @Nullable VerifierKey verifier, Shard shard, Keys keys, Predicate<RecordPosition> acknowledged) {
        JdbcClient jdbc = JdbcClient.create(source);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        LedgerTree tree = new LedgerTree(jdbc, transactions, keys, verifier);
        return new IntakeTarget(jdbc, new IntakeStore(new JdbcTemplate(source), transactions, tree, shard, keys, acknowledged, Clock.systemUTC()), tree);
    }
}
