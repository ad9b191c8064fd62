package dev.budgetledger.projection.generations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

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

    /** What Spring Boot would make, but for the generation that is served. */
    @Bean
    ServedDataSource dataSource(Generations generations) {
        return new ServedDataSource(generations);
    }

    /** A migration takes longer than anything that is read. */
    @Bean
    FlywayConfigurationCustomizer migratedByWriters(Generations generations) {
        return flyway -> flyway.dataSource(generations.served().source());
    }

    /** What the statements of all who read go through. */
    @Bean
    JdbcTemplate jdbcTemplate(ServedDataSource source, Generations generations) {
        return new ServedJdbcTemplate(source, generations);
    }

    /** Asks the generation that is served; a question to one that has been removed is asked again of the next. */
    static final class ServedJdbcTemplate extends JdbcTemplate {

        private final Generations generations;

        ServedJdbcTemplate(ServedDataSource source, Generations generations) {
            super(source);
            this.generations = generations;
        }

        /** Every query comes through here. That a table is not there turns out before a row is read. */
        @Override
        public <T extends @Nullable Object> T query(
                PreparedStatementCreator statement,
                @Nullable PreparedStatementSetter parameters,
                ResultSetExtractor<T> rows)
                throws DataAccessException {
            return generations.orAgain(() -> super.query(statement, parameters, rows));
        }
    }
}
