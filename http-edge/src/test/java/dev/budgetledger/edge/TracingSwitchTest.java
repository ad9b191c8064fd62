package dev.budgetledger.edge;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class TracingSwitchTest {

    private static final String[] CONFIGURATIONS = {
        "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
        "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
        null};

    @Test
    void nothing_that_traces_is_there_unless_it_is_wanted_and_meters_go_to_prometheus_only() {
        assertThat(taken(new MockEnvironment())).containsExactly(false, false, false, true, true);
        assertThat(taken(new MockEnvironment().withProperty("tracing.enabled", "true")))
                .containsExactly(true, true, false, true, true);
    }

    private static boolean[] taken(MockEnvironment environment) {
        TracingSwitch filter = new TracingSwitch();
        filter.setEnvironment(environment);
        return filter.match(CONFIGURATIONS, mock(AutoConfigurationMetadata.class));
    }
}
