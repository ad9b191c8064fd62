package dev.budgetledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartsTest {

    private final List<String> stopped = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void parts_stop_in_reverse_order_even_if_one_fails_to() {
        parts.start(() -> part("PostgreSQL"));
        parts.start(() -> () -> {
            throw new IllegalStateException("Kafka does not stop");
        });
        parts.start(() -> part("ledger service"));
        parts.start(() -> part("projection service"));

        assertThatThrownBy(parts::close)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(cause -> assertThat(cause).hasMessage("Kafka does not stop")));
        assertThat(stopped).containsExactly("projection service", "ledger service", "PostgreSQL");
    }

    @Test
    void nothing_starts_any_more_once_stopped() {
        parts.close();

        assertThatThrownBy(() -> parts.start(() -> part("Kafka"))).isInstanceOf(CancellationException.class);
    }

    @Test
    void stopping_again_does_nothing() {
        parts.start(() -> part("PostgreSQL"));
        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("PostgreSQL");
    }

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }
}
