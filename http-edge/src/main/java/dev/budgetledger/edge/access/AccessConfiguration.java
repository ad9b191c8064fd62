package dev.budgetledger.edge.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.access.RequestLimits.LimitSettings;
import dev.budgetledger.edge.problems.StartRefusedException;

/** Asks who makes a request. A service that is reached by others does not start without, unless it is said to be open. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, LimitSettings.class})
public class AccessConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(AccessConfiguration.class);

    /** After what counts and records requests, before all that answers one. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 3;

    @Bean
    AccessControl access(AccessTable table, AccessSettings settings, LimitSettings limits, Environment environment) {
        String address = environment.getProperty("server.address");
        if (settings.asksNobody()) {
            requireToBeOpen(settings.open(), address);
        } else {
            requireNoListener(settings.plainHttp(), address, hasTls(environment));
        }
        return new AccessControl(table, settings.asksNobody(), settings.keysFile() == null ? null : new AccessKeys(settings.keysFile()),
                tokens(settings), settings.publicReads(), limits.limits(), InstantSource.system());
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            AccessControl access, ObjectProvider<ForbiddenWatch> watch, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<AccessFilter> filter =
                new FilterRegistrationBean<>(new AccessFilter(access, watch.getIfAvailable(() -> ForbiddenWatch.NONE), faults));
        filter.addUrlPatterns("/*");
        filter.setOrder(ORDER);
        return filter;
    }

    /** Down while the file of access keys cannot be read, and lets nobody in. */
    @Bean("accessKeys")
    @ConditionalOnProperty("access.keys-file")
    HealthIndicator accessKeysHealth(AccessControl access) {
        AccessKeys keys = Objects.requireNonNull(access.keys());
        return () -> {
            String fault = keys.fault();
            return fault == null
                    ? Health.up().withDetail("keys", keys.count()).build()
                    : Health.down().withDetail("trouble", fault).build();
        };
    }

    private static @Nullable IssuedTokens tokens(AccessSettings settings) {
        return settings.issuerUri() == null || settings.audience() == null
                ? null
                : new IssuedTokens(new Issuer(settings.issuerUri(), settings.audience(), settings.issuerKeysFile()).decoder());
    }

    private static void requireToBeOpen(boolean said, @Nullable String address) {
        if (!said && !isLoopback(address)) {
            throw new StartRefusedException("Others reach " + (address == null ? "every address of this machine" : address)
                    + ", and nobody is asked who he is: set access.issuer-uri or access.keys-file, or access.open=true", AccessSettings.RUNBOOK);
        }
        LOGGER.info("Open: nobody is asked who he is, and a request says who posts ({})",
                said ? "access.open=true" : "only this machine reaches " + address);
    }

    /** As Spring Boot decides it. */
    private static boolean hasTls(Environment environment) {
        Ssl ssl = Binder.get(environment).bind("server.ssl", Ssl.class).orElse(null);
        return Ssl.isEnabled(ssl) && ssl != null && (ssl.getBundle() != null || ssl.getCertificate() != null || ssl.getKeyStore() != null);
    }

    /** Keys and tokens that come without TLS are those of anybody on the way. */
    private static void requireNoListener(boolean said, @Nullable String address, boolean hasTls) {
        if (!said && !hasTls && !isLoopback(address)) {
            throw new StartRefusedException("Others reach " + (address == null ? "every address of this machine" : address)
                    + " without TLS, and anybody on the way reads their keys: set server.ssl.…, or access.plain-http=true if what stands before it has TLS", AccessSettings.RUNBOOK);
        }
    }

    /** What has no name, or one that nobody knows, is not. */
    static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
