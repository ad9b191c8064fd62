package dev.budgetledger.edge;

import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.budgetledger.edge.access.AccessConfiguration;
import dev.budgetledger.edge.problems.AcceptedTypes;
import dev.budgetledger.edge.problems.AnswerCut;
import dev.budgetledger.edge.problems.ProblemAdvice;

/**
 * What stands before either service, which imports it and has {@link EdgeSettings}, {@link dev.budgetledger.edge.access.AccessTable}
 * and {@link dev.budgetledger.edge.problems.Faults} of its own.
 */
@Configuration(proxyBeanMethods = false)
@Import({AccessConfiguration.class, AnswerCut.class, ProblemAdvice.class, ProblemPage.class})
public class EdgeConfiguration {

    /** One that is misspelt would leave a door open. */
    @Bean
    static OwnSettings settingsOfAccess(Environment environment) {
        return new OwnSettings(environment, "access", List.of(), Map.of());
    }

    @Bean
    static Edge edge(EdgeSettings settings) {
        return new Edge(settings);
    }

    @Bean
    static WebMvcConfigurer acceptedTypes() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.strategies(List.of(new AcceptedTypes()));
            }
        };
    }

    @Bean
    static BoundedHealth.OfAll boundedHealth() {
        return new BoundedHealth.OfAll();
    }

    @Bean
    Probes probes(WebEndpointsSupplier endpoints, EndpointMediaTypes mediaTypes) {
        return new Probes(endpoints, mediaTypes);
    }

    /**
     * Health at the port of the service, under the same addresses as at the management port: a probe that is answered by another server
     * would say that a service is well that takes no connections. Not Spring Boot's own kind of mapping: that one it makes only once.
     */
    static final class Probes extends AbstractWebMvcEndpointHandlerMapping {

        Probes(WebEndpointsSupplier endpoints, EndpointMediaTypes mediaTypes) {
            super(new EndpointMapping("/actuator"),
                    endpoints.getEndpoints().stream().filter(each -> each.getEndpointId().equals(HealthEndpoint.ID)).toList(),
                    mediaTypes, false);
        }

        @Override
        protected LinksHandler getLinksHandler() {
            return (_, _) -> Map.of();
        }
    }
}
