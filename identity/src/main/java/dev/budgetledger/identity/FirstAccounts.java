package dev.budgetledger.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.security.crypto.password.PasswordEncoder;

import dev.budgetledger.edge.problems.StartRefusedException;

/**
 * What a first start has made: an account for each role that does something, and one for a machine that posts.
 *
 * @param passwords of those that were made now and to whom none was given, by name: they are kept nowhere, so they are told once
 */
public record FirstAccounts(Map<String, String> passwords) {

    /** The account of a machine. */
    public static final String MACHINE = "machine";

    static final String RUNBOOK = "See docs/runbooks/access.md";

    /** Name and role. */
    private static final Map<String, String> ROLES = roles();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    /**
     * Makes them where there are none at all; then looks whether somebody's password is his name.
     *
     * @param given passwords by name; of others random ones
     * @throws StartRefusedException naming the account
     */
    static FirstAccounts in(Accounts accounts, Map<String, String> given, PasswordEncoder encoder) {
        Map<String, String> told = new LinkedHashMap<>();
        if (accounts.areNone()) {
            given.forEach(FirstAccounts::requireAnother);
            ROLES.forEach((name, role) -> {
                String password = given.get(name);
                if (password == null) {
                    password = random();
                    told.put(name, password);
                }
                accounts.add(name, name.equals(MACHINE) ? UserAccount.Kind.MACHINE : UserAccount.Kind.PERSON, encoder.encode(password), role);
            });
        } else {
            try (Stream<UserAccount> all = accounts.all()) {
                all.filter(each -> encoder.matches(each.name(), each.secret())).findFirst().ifPresent(each -> requireAnother(each.name(), each.name()));
            }
        }
        return new FirstAccounts(told);
    }

    private static void requireAnother(String name, String password) {
        if (password.equals(name)) {
            throw new StartRefusedException("The password of the account " + name + " is its name: anybody would guess it", RUNBOOK);
        }
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        Stream.of("officer", "checker", "publisher", "auditor", "operator").forEach(role -> roles.put(role, role));
        roles.put(MACHINE, "officer");
        return roles;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
