package dev.budgetledger.workers.guards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 防护: what the catalogue of PostgreSQL says of the tables, columns, constraints, unique indexes, triggers, rules, views and functions of a
 * schema, held against what the scripts of this release make of an empty one. Who owns a database can switch any of them off; the rows then
 * change without a word.
 *
 * <p>What is delivered is a text in the resources, a guard a line, which a test writes. What else there is in the schema, a view or an index of
 * somebody's own, is nobody's business unless it is on a table that was delivered.
 */
public final class SchemaGuards {

    private static final String FIRST_LINE = "PostgreSQL ";

    /** SQL's state of a schema that does not exist. */
    private static final String NO_SCHEMA = "3F000";

    private static final String CATALOGUE = resource("/dev/budgetledger/workers/guards/catalogue.sql");

    private final int major;
    private final Map<String, Guard> delivered;
    private final Set<String> relations;

    private SchemaGuards(int major, List<Guard> delivered) {
        this.major = major;
        this.delivered = byName(delivered);
        this.relations = delivered.stream().map(Guard::relation).filter(each -> !each.isEmpty()).collect(Collectors.toSet());
    }

    /**
     * Those of a text in the resources.
     *
     * @param resource {@code /db/ledger.guards.txt}
     */
    public static SchemaGuards delivered(String resource) {
        return of(resource(resource));
    }

    /** Those of a {@link #text}. */
    public static SchemaGuards of(String text) {
        List<String> lines = text.lines().toList();
        return new SchemaGuards(
                Integer.parseInt(lines.getFirst().substring(FIRST_LINE.length())),
                lines.stream().skip(1).map(Guard::parse).toList());
    }

    /** The text of the schema that a connection sees first. */
    public static String text(Connection connection) throws SQLException {
        return Stream.concat(Stream.of(FIRST_LINE + major(connection)), read(connection).stream().map(Guard::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Which guards of the schema that a connection sees first are not as they were delivered, by their names. A server of another major
     * release may print definitions otherwise: of those is only looked at whether each is there, is on, and what its columns are.
     *
     * @throws SQLException of a schema that does not exist, if it sees none
     */
    public List<ChangedGuard> changed(Connection connection) throws SQLException {
        Function<Guard, String> compared = major(connection) == major ? Guard::definition : Guard::state;
        Map<String, Guard> found = byName(read(connection));
        found.values().removeIf(each -> !relations.contains(each.relation()) && !delivered.containsKey(each.fullName()));
        Set<String> names = new TreeSet<>(delivered.keySet());
        names.addAll(found.keySet());
        List<ChangedGuard> changed = new ArrayList<>();
        for (String name : names) {
            Guard is = found.get(name);
            Guard expected = delivered.get(name);
            if (is == null || expected == null || !compared.apply(is).equals(compared.apply(expected))) {
                changed.add(new ChangedGuard(name, is == null ? null : is.definition(), expected == null ? null : expected.definition()));
            }
        }
        return changed;
    }

    private static int major(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    private static List<Guard> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CATALOGUE);
                ResultSet rows = select.executeQuery()) {
            List<Guard> guards = new ArrayList<>();
            while (rows.next()) {
                guards.add(new Guard(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            if (guards.isEmpty()) {
                throw new SQLException("no schema is seen", NO_SCHEMA);
            }
            return guards;
        }
    }

    /** Two of one name, of which one is not ours, are both told. */
    private static Map<String, Guard> byName(List<Guard> guards) {
        Map<String, Guard> named = new TreeMap<>();
        for (Guard each : guards) {
            named.merge(each.fullName(), each, (first, second) -> new Guard(
                    first.relation(), first.name(), first.state() + " | " + second.state(), first.printed() + " | " + second.printed()));
        }
        return named;
    }

    private static String resource(String name) {
        try (InputStream text = SchemaGuards.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
