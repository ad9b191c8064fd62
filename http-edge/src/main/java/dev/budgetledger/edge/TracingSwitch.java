package dev.budgetledger.edge;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out all of OpenTelemetry unless {@code tracing.enabled}, as if it were not there: no spans, no exporters, no line in the log.
 * Its way to send meters is left out always: they are told to Prometheus. Public for Spring Boot.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String METERS = "org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.";

    private static final List<String> TRACES =
            List.of("org.springframework.boot.opentelemetry.", "org.springframework.boot.micrometer.tracing.");

    private boolean enabled;

    @Override
    public void setEnvironment(Environment environment) {
        enabled = environment.getProperty("tracing.enabled", Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] taken = new boolean[configurations.length];
        for (int i = 0; i < taken.length; i++) {
            String name = configurations[i];
            taken[i] = name == null || isTaken(name);
        }
        return taken;
    }

    private boolean isTaken(String name) {
        return !name.startsWith(METERS) && (enabled || TRACES.stream().noneMatch(name::startsWith));
    }
}
