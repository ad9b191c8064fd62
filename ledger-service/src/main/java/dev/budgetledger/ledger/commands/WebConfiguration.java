package dev.budgetledger.ledger.commands;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.BoundedHealth;
import dev.budgetledger.edge.Edge;
import dev.budgetledger.edge.Probes;

/** What a request passes before a controller has it. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** Enough for the most lines one request may have. */
    static final long BODY_BYTES_MAX = CommandDocument.BYTES_MAX;

    /** Takes commands by the many. */
    static final String POSTINGS = "/v1/postings";

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest()).addPathPatterns("/", "/v1/**").excludePathPatterns(POSTINGS);
    }

    @Bean
    static Edge edge(HttpSettings settings) {
        return new Edge(settings.edge());
    }

    @Bean
    static BoundedHealth.OfAll boundedHealth() {
        return new BoundedHealth.OfAll();
    }

    @Bean
    Probes probes(WebEndpointsSupplier endpoints, EndpointMediaTypes mediaTypes) {
        return new Probes(endpoints, mediaTypes);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(JsonMapper json) {
        FilterRegistrationBean<BodyLimit> filter =
                new FilterRegistrationBean<>(new BodyLimit(BODY_BYTES_MAX, POSTINGS, json));
        filter.addUrlPatterns("/v1/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<CommandLane> commandLane(CommandSubmitter submitter, JsonMapper json,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<CommandLane> filter =
                new FilterRegistrationBean<>(new CommandLane(submitter, json, faults, (int) BODY_BYTES_MAX));
        filter.addUrlPatterns("/v1/budgets", "/v1/budgets/*", "/v1/classifications/*");
        // Behind what counts requests, before what serves MVC only.
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
