package dev.budgetledger.projection.generations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class GenerationsConfiguration {

    @Bean
    Generations generations(DataSourceProperties properties, Environment environment) {
        return new Generations(new Pools(properties, Binder.get(environment)));
    }

    @Bean
    MeterBinder generationMeters(Generations generations) {
        return registry -> Gauge.builder("projection.generation", generations, each -> each.served().number())
                .description("the generation that is served: another one since a rebuild was switched to")
                .register(registry);
    }

    /** What Spring Boot would make, but for the generation that is served; it also migrates that one. */
    @Bean
    ServedDataSource dataSource(Generations generations) {
        return new ServedDataSource(generations);
    }

    /** What everyone's statements go through. */
    @Bean
    JdbcTemplate jdbcTemplate(ServedDataSource source, Generations generations) {
        return new ServedJdbcTemplate(source, generations);
    }
}
