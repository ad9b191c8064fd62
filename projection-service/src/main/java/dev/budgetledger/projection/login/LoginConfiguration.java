package dev.budgetledger.projection.login;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import jakarta.servlet.MultipartConfigElement;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.OwnSettings;
import dev.budgetledger.edge.SteadyClock;
import dev.budgetledger.edge.access.AccessConfiguration;
import dev.budgetledger.edge.access.Issuer;

/** People log in where there is a ledger to post to; else nothing of it is there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleSettings.class)
class LoginConfiguration {

    @Bean
    static OwnSettings ownConsoleSettings(Environment environment) {
        return new OwnSettings(environment, "console", List.of(), Map.of());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("console.ledger-url")
    static class Login {

        @Bean
        Provider provider(ConsoleSettings settings, Environment environment) {
            URI uri = settings.issuerUri() == null ? environment.getProperty("access.issuer-uri", URI.class) : settings.issuerUri();
            if (uri == null) {
                throw new IllegalStateException("console.ledger-url is set, and neither console.issuer-uri nor access.issuer-uri: nobody could log in");
            }
            @Nullable Path keys = settings.issuerUri() == null ? environment.getProperty("access.issuer-keys-file", Path.class) : null;
            return new Provider(new Issuer(uri, settings.clientId(), keys), settings, InstantSource.system());
        }

        @Bean
        LoginSessions loginSessions() {
            return new LoginSessions(SteadyClock.ofThisProcess());
        }

        @Bean
        Browser browser(ConsoleSettings settings) {
            return new Browser(settings.url());
        }

        /** For the pages that post, and read only once it is known that a page of ours has sent it. */
        @Bean
        MultipartConfigElement multipartOfPages() {
            return UploadLimit.multipart();
        }

        /** Before who asks is asked, and before it is recorded who has read. */
        @Bean
        FilterRegistrationBean<SessionFilter> sessionFilter(LoginSessions sessions, Browser browser,
                @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
            FilterRegistrationBean<SessionFilter> filter = new FilterRegistrationBean<>(
                    new SessionFilter(sessions, browser, InstantSource.system(), faults));
            filter.addUrlPatterns("/*");
            filter.setOrder(AccessConfiguration.ORDER - 2);
            return filter;
        }
    }
}
