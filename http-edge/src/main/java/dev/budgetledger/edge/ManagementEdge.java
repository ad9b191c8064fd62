package dev.budgetledger.edge;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

import dev.budgetledger.edge.access.HealthReader;

/** Puts the edge of a service before its management port as well, which has a server of its own. Public for Spring Boot. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementEdge {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementEdge(Edge edge) {
        return edge;
    }

    /** Who reaches this port may see what is behind a status. */
    @Bean
    FilterRegistrationBean<Filter> healthOfOperators() {
        return new FilterRegistrationBean<>(
                (request, response, chain) -> chain.doFilter(new HealthReader((HttpServletRequest) request), response));
    }
}
