package dev.budgetledger.projection.intake;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;

import dev.budgetledger.projection.kafka.KafkaClients;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Two settings that are set apart, and have to do with each other. */
class ReadWaitTest {

    @Test
    void a_read_waits_until_another_instance_has_taken_over_from_a_dead_one() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("projection-service.yml"));
        Duration readWait = DurationStyle.detectAndParse(
                requireNonNull(requireNonNull(yaml.getObject()).getProperty("projection.read-wait")));

        // Kafka gives it up, the others hear of it at their next heartbeat, and one of them reads on.
        assertThat(readWait).isGreaterThan(KafkaClients.UNTIL_GIVEN_UP.plus(KafkaClients.HEARTBEAT.multipliedBy(2)));
    }
}
