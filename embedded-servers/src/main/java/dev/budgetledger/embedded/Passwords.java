package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The password of each role of an embedded PostgreSQL, kept as libpq's password file: {@code PGPASSFILE} may name it. */
public final class Passwords {

    static final String SUPERUSER = "postgres";

    private static final List<String> ROLES = List.of(SUPERUSER, "ledger_owner", "ledger_service", "projection_service", "identity_service");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    private final Map<String, String> byRole;

    private Passwords(Map<String, String> byRole) {
        this.byRole = byRole;
    }

    /** Each of 192 bits that nobody can guess. */
    static Passwords random() {
        return each(_ -> {
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    /** For tests and measurements: each role's is its name. */
    public static Passwords known() {
        return each(role -> role);
    }

    private static Passwords each(UnaryOperator<String> password) {
        return new Passwords(ROLES.stream().collect(Collectors.toMap(role -> role, password)));
    }

    static Passwords read(Path file) {
        try {
            return new Passwords(Files.readAllLines(file).stream()
                    .map(line -> line.split(":", 5))
                    .filter(parts -> parts.length == 5)
                    .collect(Collectors.toMap(parts -> parts[3], parts -> parts[4])));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** With those of roles that the file of an earlier release has not; the roles are made by the bootstrap. */
    Passwords completedBy(Passwords fresh) {
        Map<String, String> all = new HashMap<>(fresh.byRole);
        all.putAll(byRole);
        return new Passwords(all);
    }

    boolean areComplete() {
        return byRole.keySet().containsAll(ROLES);
    }

    void write(Path file) {
        OwnerOnly.write(file, ROLES.stream()
                .map(role -> "127.0.0.1:*:*:%s:%s\n".formatted(role, of(role)))
                .collect(Collectors.joining()));
    }

    /** The password of a role that there is. */
    String of(String role) {
        return Objects.requireNonNull(byRole.get(role), role);
    }

    /** The script that makes the roles, with these passwords in place of those for development. */
    String in(String script) {
        String changed = script;
        for (String role : ROLES) {
            changed = changed.replace(clause(role, role), clause(role, of(role)));
        }
        return changed;
    }

    /** A statement a line that gives each role its password. */
    String statements() {
        return ROLES.stream().map(role -> "ALTER " + clause(role, of(role)) + ";\n").collect(Collectors.joining());
    }

    private static String clause(String role, String password) {
        return "ROLE %s LOGIN PASSWORD '%s'".formatted(role, password);
    }
}
