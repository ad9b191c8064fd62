package dev.budgetledger.projection.generations;

import javax.sql.DataSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class GenerationsConfiguration {

    @Bean
    Generations generations(DataSourceProperties properties, Environment environment) {
        return new Generations(new Pools(properties, Binder.get(environment)));
    }

    /** What Spring Boot would make, but for the generation that is served; it also migrates that one. */
    @Bean
    DataSource dataSource(Generations generations) {
        return new ServedDataSource(generations);
    }
}
