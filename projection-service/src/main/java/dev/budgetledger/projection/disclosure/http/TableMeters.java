package dev.budgetledger.projection.disclosure.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.disclosure.TableId;

/** How long tables take that are asked for. */
@Component
final class TableMeters {

    private final Map<TableId, Timer> timers = new EnumMap<>(TableId.class);

    private final Timer others;

    TableMeters(MeterRegistry registry) {
        for (TableId table : TableId.values()) {
            timers.put(table, timer(table.id(), registry));
        }
        others = timer("other", registry);
    }

    private static Timer timer(String table, MeterRegistry registry) {
        return Timer.builder("projection.table.read")
                .description("how long a table took to be read and made, answered or refused")
                .tag("table", table)
                .serviceLevelObjectives(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500),
                        Duration.ofSeconds(2), Duration.ofSeconds(10))
                .register(registry);
    }

    /** @param table empty for one of a place's own form */
    <T> T time(Optional<TableId> table, Supplier<T> read) {
        Timer timer = table.map(timers::get).orElse(others);
        return Objects.requireNonNull(timer.record(read));
    }
}
