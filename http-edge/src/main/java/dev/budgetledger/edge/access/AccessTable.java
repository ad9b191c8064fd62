package dev.budgetledger.edge.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Which roles may use which address; what no row says nobody may. A value: each service has one, in one place. */
public final class AccessTable {

    /** What either service has for everybody, and for those who run it. */
    private static final List<Row> EITHER = List.of(
            open("/"), open("/problems"), open("/v3/api-docs/**"), open("/v3/api-docs.yaml"),
            open("/swagger-ui.html"), open("/swagger-ui/**"),
            open("/actuator/health"), open("/actuator/health/liveness"), open("/actuator/health/readiness"),
            get("/actuator/**", Role.OPERATOR));

    private final List<Row> rows;

    /** @param rows the first of an address counts, by its method */
    public AccessTable(List<Row> rows) {
        this.rows = Stream.concat(rows.stream(), EITHER.stream()).toList();
    }

    /**
     * A row.
     *
     * @param method {@code GET} is HEAD as well
     * @param pattern {@code {…}} stands for any one part of an address, <code>**</code> for all that follows, if anything
     * @param roles that may; null everybody, asked or not
     * @param keepsNothing whether it only reads, what is sent too
     */
    public record Row(String method, List<String> pattern, @Nullable Set<Role> roles, boolean keepsNothing) {

        boolean has(String path) {
            int at = 0;
            for (String part : pattern) {
                if (part.equals("**")) {
                    return true;
                }
                if (at >= path.length()) {
                    return false;
                }
                int end = path.indexOf('/', at + 1);
                int next = end < 0 ? path.length() : end;
                boolean matches = part.startsWith("{")
                        ? next > at + 1
                        : part.length() == next - at - 1 && path.startsWith(part, at + 1);
                if (!matches) {
                    return false;
                }
                at = next;
            }
            return at >= path.length();
        }
    }

    /** What is only read. */
    public static Row get(String pattern, Role... roles) {
        return row("GET", pattern, EnumSet.copyOf(Arrays.asList(roles)));
    }

    /** What something is sent to, of which nothing is kept. */
    public static Row ask(String pattern, Role... roles) {
        Row sent = post(pattern, roles);
        return new Row(sent.method, sent.pattern, sent.roles, true);
    }

    /** What something is sent to. */
    public static Row post(String pattern, Role... roles) {
        return row("POST", pattern, EnumSet.copyOf(Arrays.asList(roles)));
    }

    /** What everybody may have: what is there asks by itself who comes, or asks nobody. */
    public static Row open(String pattern) {
        return row("GET", pattern, null);
    }

    private static Row row(String method, String pattern, @Nullable Set<Role> roles) {
        return new Row(method, List.of(pattern.substring(1).split("/", -1)), roles, method.equals("GET"));
    }

    /**
     * Who may use an address by a method. A method that no row of the address has is for those who may use it by another: they
     * are told which there are.
     *
     * @return null everybody, empty nobody
     */
    @Nullable Set<Role> roles(String method, String path) {
        Row found = row(method.equals("HEAD") ? "GET" : method, path);
        if (found != null) {
            return found.roles;
        }
        Set<Role> any = EnumSet.noneOf(Role.class);
        for (Row row : rows) {
            if (row.has(path)) {
                if (row.roles == null) {
                    return null;
                }
                any.addAll(row.roles);
            }
        }
        return any;
    }

    /** Whether a request reads what not everybody may have without being asked; it reads as well where nobody may. */
    public boolean isRead(String method, String path) {
        boolean gets = method.equals("GET") || method.equals("HEAD");
        Row found = row(gets ? "GET" : method, path);
        return found == null ? gets && roles(method, path) != null : found.keepsNothing && found.roles != null;
    }

    private @Nullable Row row(String method, String path) {
        for (Row row : rows) {
            if (row.method.equals(method) && row.has(path)) {
                return row;
            }
        }
        return null;
    }
}
