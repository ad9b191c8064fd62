package dev.budgetledger.edge.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ClientKey;

/**
 * 访问密钥: who has a key, as the file of keys says it. The key itself is kept nowhere.
 *
 * @param name what is recorded of who has it; no {@code #}, which the names of tokens have
 * @param sha256 of the key, 64 hexadecimal digits
 * @param roles as {@link Role#text} has them
 * @param departments codes, or {@code *} alone
 * @param fiscalYears absent: all
 * @param expires absent: never
 */
public record AccessKey(String name, String sha256, List<String> roles, List<String> departments,
        @Nullable List<Integer> fiscalYears, @Nullable Instant expires) {

    /** How every key begins, so that one that was lost is recognised. */
    static final String PREFIX = "bl_";

    private static final int BYTES = 32;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException naming the field that cannot be read */
    public AccessKey {
        if (name.indexOf('#') >= 0) {
            throw new IllegalArgumentException("name: has a #, as only names of tokens have");
        }
        if (name.startsWith(ClientKey.PREFIX)) {
            throw new IllegalArgumentException("name: begins with " + ClientKey.PREFIX + ", as only names of client keys do");
        }
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: 64 hexadecimal digits, lower case");
        }
        roles = List.copyOf(roles);
        departments = List.copyOf(departments);
        var _ = Principal.proven(name, roles, departments, fiscalYears);
    }

    /** A new key: 256 random bits. */
    public static String generate() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Who has a key, of every department and year. */
    public static AccessKey ofEverything(String name, String key, Role role) {
        return new AccessKey(name, Token.of(key).sha256(), List.of(role.text()), List.of("*"), null, null);
    }

    /** The same, until then. */
    public AccessKey until(Instant end) {
        return new AccessKey(name, sha256, roles, departments, fiscalYears, end);
    }

    boolean isValidAt(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    @JsonIgnore
    Principal principal() {
        return Principal.proven(name, roles, departments, fiscalYears);
    }
}
