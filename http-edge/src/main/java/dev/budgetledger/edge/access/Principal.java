package dev.budgetledger.edge.access;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * 主体: who asks.
 *
 * @param name what is recorded: of an access key its name, of a token {@code issuer#subject}
 * @param grant which budgets he may write to, as what his roles say
 * @param isProven false where a service is open: then a request says by itself who posts
 */
public record Principal(String name, Set<Role> roles, Grant grant, boolean isProven) {

    /** Anybody, in front of an open service. */
    static final Principal ANYBODY = new Principal(Envelope.ANONYMOUS, EnumSet.allOf(Role.class), Grant.ALL, false);

    /** Who has not said who he is, where everybody may read. */
    static final Principal PUBLIC = new Principal(Envelope.ANONYMOUS, Set.of(Role.READER), Grant.NONE, true);

    private static final String ATTRIBUTE = Principal.class.getName();

    public Principal {
        roles = Set.copyOf(roles);
    }

    /**
     * One that was proven.
     *
     * @throws IllegalArgumentException if what is recorded could not have the name
     */
    static Principal proven(String name, Set<Role> roles, Grant grant) {
        if (PlainText.isBlank(name) || PlainText.fault(name) != null
                || name.codePointCount(0, name.length()) > CommandLimits.POSTED_BY_CHARS_MAX) {
            throw new IllegalArgumentException("a name is plain text of at most " + CommandLimits.POSTED_BY_CHARS_MAX
                    + " characters, not " + PlainText.quoted(name));
        }
        return new Principal(name, roles, grant, true);
    }

    /**
     * One that was proven, as it is written.
     *
     * @param roles as {@link Role#text} has them
     * @param departments codes, or {@code *} alone
     * @param fiscalYears null all
     * @throws IllegalArgumentException if one cannot be read
     */
    public static Principal proven(
            String name, Collection<String> roles, Collection<String> departments, @Nullable Collection<Integer> fiscalYears) {
        Set<Role> known = EnumSet.noneOf(Role.class);
        roles.forEach(role -> known.add(Role.named(role).orElseThrow(() -> new IllegalArgumentException("roles: there is no role " + role))));
        return proven(name, known, Grant.of(departments, fiscalYears));
    }

    /**
     * Who makes a request.
     *
     * @throws IllegalStateException if nobody has asked: the request did not come through the {@link AccessFilter}
     */
    public static Principal of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("nobody has asked who makes the request " + request.getRequestURI());
    }

    /** The proven name of who makes a request, null if nobody said or proved who he is. */
    public static @Nullable String nameOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Principal principal && principal.isProven && !principal.name.equals(Envelope.ANONYMOUS)
                ? principal.name
                : null;
    }

    void makes(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean isAny(Collection<Role> of) {
        return !Collections.disjoint(roles, of);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /**
     * In whose name something is recorded.
     *
     * @param said what the request says of it, null nothing
     * @param field where it says so
     * @throws ProblemException if it says another name than the one that was proven
     */
    public String postedBy(@Nullable String said, String field) {
        if (!isProven) {
            return said == null ? name : said;
        }
        if (said != null && !said.equals(name)) {
            throw ProblemException.invalid(field, "who posts is known by the token; leave it out");
        }
        return name;
    }
}
