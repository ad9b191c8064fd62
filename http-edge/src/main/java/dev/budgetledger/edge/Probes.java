package dev.budgetledger.edge;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;

/**
 * Health at the port of the service, under the same addresses as at the management port: a probe that is answered by another server
 * would say that a service is well that takes no connections. Not Spring Boot's own kind of mapping: that one it makes only once.
 */
public final class Probes extends AbstractWebMvcEndpointHandlerMapping {

    public Probes(WebEndpointsSupplier endpoints, EndpointMediaTypes mediaTypes) {
        super(new EndpointMapping("/actuator"),
                endpoints.getEndpoints().stream().filter(each -> each.getEndpointId().equals(HealthEndpoint.ID)).toList(),
                mediaTypes, false);
    }

    @Override
    protected LinksHandler getLinksHandler() {
        return (_, _) -> Map.of();
    }
}
