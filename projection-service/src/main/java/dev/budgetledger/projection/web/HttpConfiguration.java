package dev.budgetledger.projection.web;

import java.util.List;

import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.budgetledger.edge.BoundedHealth;
import dev.budgetledger.edge.Edge;
import dev.budgetledger.edge.Probes;

@EnableConfigurationProperties(HttpSettings.class)
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest()).addPathPatterns("/v1/**");
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
}
