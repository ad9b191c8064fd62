package dev.budgetledger.testservers;

import java.sql.Connection;
import java.sql.SQLException;

/** One PostgreSQL and one Kafka for tests, each started when it is first asked for. */
interface PostgresAndKafka extends AutoCloseable {

    /** What they are, for the one line that says so. */
    String description();

    String jdbcUrl(String database);

    Connection superuserConnection() throws SQLException;

    String kafkaBootstrapServers();

    @Override
    void close();
}
