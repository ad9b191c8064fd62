package dev.budgetledger.projection.web;

import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.budgetledger.edge.EdgeConfiguration;
import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.problems.Faults;
import dev.budgetledger.edge.problems.StrictRequest;

@EnableConfigurationProperties(HttpSettings.class)
@Import(EdgeConfiguration.class)
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest(QueryResolver::names)).addPathPatterns("/", "/v1/**");
    }

    @Bean
    static EdgeSettings edgeSettings(HttpSettings settings) {
        return settings.edge();
    }

    @Bean
    Faults faults() {
        return RequestProblem::known;
    }
}
