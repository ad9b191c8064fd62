package dev.budgetledger.projection.shards;

/** The database has the tables of another shard than is set: which departments they are of never changes. */
public final class ShardDiffersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShardDiffersException(Shard stored, Shard set) {
        super("projection.shard is " + set + ", and this database was filled as " + stored
                + ": another share of the departments needs an empty database");
    }
}
