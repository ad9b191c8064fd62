package dev.budgetledger.projection.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.budgetledger.edge.EdgeConfiguration;
import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.Pace;
import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.problems.Faults;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.edge.reads.ReadsConfiguration;

@EnableConfigurationProperties(HttpConfiguration.HttpSettings.class)
@Import({EdgeConfiguration.class, ReadsConfiguration.class})
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest(QueryResolver::names, QueryResolver::isOfForm)).addPathPatterns("/", "/v1/**");
    }

    @Bean
    static EdgeSettings edgeSettings(HttpSettings settings) {
        return settings.edge();
    }

    @Bean
    static AccessTable accessTable() {
        return ProjectionAccess.TABLE;
    }

    @Bean
    Faults faults() {
        return RequestProblem::known;
    }

    /**
     * What is taken by HTTP.
     *
     * @param hosts names by which the service is spoken to, besides those of the loopback and {@code server.address}
     * @param connectionsPerAddress at most this many of one client address
     * @param bodyTimeout how long the service waits for a body
     * @param writeTimeout how long a client may read nothing of its answer
     */
    @ConfigurationProperties("projection.http")
    record HttpSettings(@DefaultValue List<String> hosts, @DefaultValue("1000") int connectionsPerAddress,
            @DefaultValue("30s") Duration bodyTimeout, @DefaultValue("60s") Duration writeTimeout) {

        EdgeSettings edge() {
            Pace body = Pace.whole(bodyTimeout);
            return new EdgeSettings(hosts, connectionsPerAddress, body, body, Set.of(), Set.of("/login", "/login/callback", "/desk/"), writeTimeout, true);
        }
    }
}
