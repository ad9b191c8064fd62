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
        if (isOpen) {
            Principal.ANYBODY.makes(request);
            return Principal.ANYBODY;
        }
        Principal.PUBLIC.makes(request);
        Set<Role> roles = table.roles(request.getMethod(), request.getRequestURI());
        if (roles == null) {
            Principal known = known(request);
            known.makes(request);
            return known;
        }
        Principal principal = principal(request);
        principal.makes(request); // who is refused is known as well
        if (principal.equals(Principal.PUBLIC) && !(publicReads && principal.isAny(roles))) {
            throw Token.refused("say who asks: Authorization: Bearer and an access key or a token");
        }
        if (!principal.isAny(roles)) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "", roles.isEmpty()
                    ? "nobody may use this address"
                    : "this is for the roles " + String.join(", ", roles.stream().sorted().map(Role::text).toList()));
        }
        return principal;
    }

    /** Whether there are some who may: else nobody lacks authority for it, and it is mistaken, mostly. */
    boolean isForSome(HttpServletRequest request) {
        Set<Role> roles = table.roles(request.getMethod(), request.getRequestURI());
        return roles != null && !roles.isEmpty();
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

    /** Who asks for what everybody may have: what he says of himself may show him more of it, and keeps none of it from him. */
    private Principal known(HttpServletRequest request) {
        try {
            return principal(request);
        } catch (ProblemException nobody) {
            return Principal.PUBLIC;
        }
    }

    /** By a token, or else by a certificate that the file of keys knows. */
    private Principal principal(HttpServletRequest request) {
        Token token = Token.of(request);
        ClientCertificate certificate = ClientCertificate.of(request);
        if (token != null) {
            return principal(token, certificate);
        }
        return keys == null || certificate == null
                ? Principal.PUBLIC
                : keys.principal(certificate.sha256(), clock.instant()).orElse(Principal.PUBLIC);
    }

    private Principal principal(Token token, @Nullable ClientCertificate certificate) {
        if (keys != null && token.text().startsWith(AccessKey.PREFIX)) {
            return keys.principal(token.sha256(), clock.instant())
                    .orElseThrow(() -> Token.refused("there is no such access key, or it is no longer valid"));
        }
        if (tokens == null) {
            throw Token.refused("there is no such access key, or it is no longer valid");
        }
        return tokens.principal(token, certificate, clock.instant());
    }
}
