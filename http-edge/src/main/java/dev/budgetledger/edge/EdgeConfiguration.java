package dev.budgetledger.edge;

import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.budgetledger.edge.problems.AnswerCut;
import dev.budgetledger.edge.problems.ProblemAdvice;

/**
 * What stands before either service, which imports it and has {@link EdgeSettings} and
 * {@link dev.budgetledger.edge.problems.Faults} of its own.
 */
@Configuration(proxyBeanMethods = false)
@Import({AnswerCut.class, ProblemAdvice.class, ProblemPage.class})
public class EdgeConfiguration {

    @Bean
    static Edge edge(EdgeSettings settings) {
        return new Edge(settings);
    }

    @Bean
    static BoundedHealth.OfAll boundedHealth() {
        return new BoundedHealth.OfAll();
    }

    @Bean
    Probes probes(WebEndpointsSupplier endpoints, EndpointMediaTypes mediaTypes) {
        return new Probes(endpoints, mediaTypes);
    }
}
