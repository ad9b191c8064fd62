package dev.budgetledger.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Codes that were given out and not exchanged yet, in memory, the newest of them. Tokens are not kept: they prove themselves, and a code
 * that became one is forgotten, so it is taken once.
 */
final class PendingCodes implements OAuth2AuthorizationService {

    static final int CODES_MAX = 1000;

    private final Map<String, OAuth2Authorization> byCode = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OAuth2Authorization> eldest) {
            return size() > CODES_MAX;
        }
    };

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        if (code == null) {
            return;
        }
        if (authorization.getAccessToken() == null && !code.isInvalidated()) {
            byCode.put(code.getToken().getTokenValue(), authorization);
        } else {
            byCode.remove(code.getToken().getTokenValue());
        }
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        byCode.values().removeIf(each -> each.getId().equals(authorization.getId()));
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findById(String id) {
        return byCode.values().stream().filter(each -> each.getId().equals(id)).findAny().orElse(null);
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        return type == null || Objects.equals(type.getValue(), "code") ? byCode.get(token) : null;
    }

    synchronized int size() {
        return byCode.size();
    }
}
