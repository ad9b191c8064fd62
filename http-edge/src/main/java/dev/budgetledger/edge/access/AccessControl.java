package dev.budgetledger.edge.access;

import java.time.InstantSource;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * Whether a request may be made, and by whom.
 *
 * @param isOpen nobody is asked
 * @param keys null if no keys are taken
 * @param tokens null if no tokens are taken
 * @param limits null if there are none
 */
record AccessControl(AccessTable table, boolean isOpen, @Nullable AccessKeys keys, @Nullable IssuedTokens tokens, boolean publicReads, @Nullable RequestLimits limits,
        InstantSource clock)
        implements ServiceAccess {

    /**
     * Who makes a request, which knows it from then on.
     *
     * @throws ProblemException UNAUTHORIZED if he has to say who he is, FORBIDDEN if it is not for him, SERVICE_UNAVAILABLE if it cannot
     *     be known
     */
    Principal admit(HttpServletRequest request) {
        Set<Role> roles = isOpen ? null : table.roles(request.getMethod(), request.getRequestURI());
        Token token = roles == null ? null : Token.of(request);
        Principal principal = isOpen ? Principal.ANYBODY : token == null ? Principal.PUBLIC : principal(token);
        principal.makes(request); // who is refused is known as well
        if (roles == null) {
            return principal;
        }
        if (token == null && !(publicReads && principal.isAny(roles))) {
            throw Token.refused("say who asks: Authorization: Bearer and an access key or a token");
        }
        if (!principal.isAny(roles)) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "", roles.isEmpty()
                    ? "nobody may use this address"
                    : "this is for the roles " + String.join(", ", roles.stream().sorted().map(Role::text).toList()));
        }
        return principal;
    }

    /**
     * In how many seconds a request may be made, 0 if now. Who has not proven who he is, is his address; what everybody may use is not limited.
     *
     * @param principal who makes it
     */
    long secondsToWait(HttpServletRequest request, Principal principal) {
        return limits == null || table.roles(request.getMethod(), request.getRequestURI()) == null
                ? 0
                : limits.secondsToWait(principal.isProven() && !principal.name().equals(Envelope.ANONYMOUS)
                        ? principal.name() : "\n" + request.getRemoteAddr());
    }

    private Principal principal(Token token) {
        if (keys != null && token.text().startsWith(AccessKey.PREFIX)) {
            return keys.principal(token.sha256(), clock.instant())
                    .orElseThrow(() -> Token.refused("there is no such access key, or it is no longer valid"));
        }
        if (tokens == null) {
            throw Token.refused("there is no such access key, or it is no longer valid");
        }
        return tokens.principal(token, clock.instant());
    }
}
