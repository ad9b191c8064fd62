package dev.budgetledger.projection.shards;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
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
