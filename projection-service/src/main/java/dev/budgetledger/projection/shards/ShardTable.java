package dev.budgetledger.projection.shards;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.edge.problems.StartRefusedException;

/** Of which shard the tables of a projection are: said once, before there is a fact in them. */
public final class ShardTable {

    private final JdbcClient jdbc;

    public ShardTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Says it, if nobody has.
     *
     * @throws ShardDiffersException if they are of another
     */
    public void claim(Shard shard) {
        jdbc.sql("insert into shard (number, shards) values (?, ?) on conflict do nothing").params(shard.number(), shard.shards()).update();
        require(shard);
    }

    /**
     * Makes sure that they are of no other.
     *
     * @throws ShardDiffersException if they are
     */
    public void require(Shard shard) {
        jdbc.sql("select number, shards from shard")
                .query((row, _) -> new Shard(row.getInt(1), row.getInt(2)))
                .optional()
                .filter(stored -> !stored.equals(shard))
                .ifPresent(stored -> {
                    throw new ShardDiffersException(stored, shard);
                });
    }

    /** The database has the tables of another shard than is set: which departments they are of never changes. */
    public static final class ShardDiffersException extends StartRefusedException {

        private static final long serialVersionUID = 1L;

        ShardDiffersException(Shard stored, Shard set) {
            super("projection.shard is " + set + ", and this database was filled as " + stored
                    + ": another share of the departments needs an empty database", "See docs/runbooks/shards.md");
        }
    }
}
