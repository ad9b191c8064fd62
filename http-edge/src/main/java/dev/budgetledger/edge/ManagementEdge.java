package dev.budgetledger.edge;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Puts the edge of a service before its management port as well, which has a server of its own. Public for Spring Boot. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementEdge {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementEdge(Edge edge) {
        return edge;
    }
}
