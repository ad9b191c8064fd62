package dev.budgetledger.edge;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a service takes from outside. How long a head may take is {@code server.tomcat.connection-timeout}, how many
 * connections there may be {@code server.tomcat.max-connections}.
 *
 * @param hosts by which it is spoken to, besides the loopback's
 * @param connectionsPerAddress at most this many of one client address; beyond it those that wait for a request are
 *     closed
 * @param body how fast a body must come
 * @param bulk the same at {@code bulkPaths}
 * @param bulkPaths where much comes in one body
 * @param queryPaths where what is behind takes a query, besides what is below {@code /v1/}; one that ends with {@code /} is all that is below it
 * @param writeTimeout how long a client may read nothing of its answer
 * @param queryAsTyped whether bytes beyond ASCII are read in a query as they are
 */
public record EdgeSettings(List<String> hosts, int connectionsPerAddress, Pace body, Pace bulk, Set<String> bulkPaths,
        Set<String> queryPaths, Duration writeTimeout, boolean queryAsTyped) {}
