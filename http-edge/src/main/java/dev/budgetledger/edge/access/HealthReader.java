package dev.budgetledger.edge.access;

import java.security.Principal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request of somebody who may see what is behind a status, as Spring Boot asks it: details of health are for {@code
 * management.endpoint.health.roles}, and name hosts and positions.
 */
public final class HealthReader extends HttpServletRequestWrapper {

    public HealthReader(HttpServletRequest request) {
        super(request);
    }

    @Override
    public Principal getUserPrincipal() {
        return Role.OPERATOR::text;
    }

    @Override
    public boolean isUserInRole(String role) {
        return role.equals(Role.OPERATOR.text());
    }
}
