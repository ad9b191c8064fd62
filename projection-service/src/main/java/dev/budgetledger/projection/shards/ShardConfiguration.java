package dev.budgetledger.projection.shards;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.access.AccessConfiguration;

@Configuration(proxyBeanMethods = false)
class ShardConfiguration {

    @Bean
    Shard shard(@Value("${projection.shard:1/1}") String shard) {
        return Shard.parse(shard);
    }

    /** Before anything is read or taken in. */
    @Bean
    ShardTable shardTable(JdbcClient jdbc, Shard shard) {
        ShardTable table = new ShardTable(jdbc);
        table.require(shard);
        return table;
    }

    /** It is up wherever there is one: what it is for is its details. */
    @Bean
    HealthIndicator shardHealthIndicator(Shard shard, @Value("${projection.shard-urls:}") String urls) {
        Health health = Health.up()
                .withDetail("shard", shard.toString())
                .withDetail("departments", shard.departments())
                .withDetail("urls", ShardUrls.parse(urls, shard).all())
                .build();
        return () -> health;
    }

    /** So that meters of several say whose they are. */
    @Bean
    MeterRegistryCustomizer<MeterRegistry> shardOfMeters(Shard shard) {
        return registry -> {
            if (!shard.isWhole()) {
                registry.config().commonTags("shard", shard.toString());
            }
        };
    }

    /** Before it is known who asks. */
    @Bean
    FilterRegistrationBean<ShardFilter> shardFilter(Shard shard, @Value("${projection.shard-urls:}") String urls,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<ShardFilter> filter =
                new FilterRegistrationBean<>(new ShardFilter(shard, ShardUrls.parse(urls, shard), faults));
        filter.setEnabled(!shard.isWhole());
        filter.addUrlPatterns("/*");
        filter.setOrder(AccessConfiguration.ORDER - 3);
        return filter;
    }
}
