package dev.budgetledger.standalone;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LittleRoomTest {

    @TempDir
    private Path folder;

    @Test
    void on_a_disk_with_less_room_than_the_floor_it_starts_and_reads_and_posts_nothing() throws Exception {
        Settings settings = Settings.onFreePorts(folder.resolve("data"));
        try (JavaProcess process = JavaProcess.start(folder.resolve("log"), Standalone.class, List.of(
                "-Dledger.storage.floor=1000000GB",
                "-Dstandalone.data=" + settings.data(),
                "-Dstandalone.postgres.port=" + settings.postgresPort(),
                "-Dstandalone.kafka.port=" + settings.kafkaPort(),
                "-Dstandalone.ledger.port=" + settings.ledgerPort(),
                "-Dstandalone.projection.port=" + settings.projectionPort(),
                "-Dstandalone.ledger.management.port=0",
                "-Dstandalone.projection.management.port=0"), List.of());
                HttpApi ledger = Described.client(settings.ledgerPort())) {
            process.await(() -> process.printed().contains("nothing is posted until there is room (docs"));

            HttpResponse<String> answer = ledger.post("/v1/budgets/301/2023/adjustments", """
                    {"documentNo":"追加1号","effectiveOn":"2023-06-30","reason":"追加办公费",
                     "lines":[{"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30201",
                               "amount":"10000.00"}]}
                    """, "key", "budget-office");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"STORAGE_LOW\"", "of at least 1024000000 MB");
            assertThat(ledger.get("/v1/facts", "application/x-ndjson"))
                    .satisfies(facts -> assertThat(facts.statusCode()).isEqualTo(200))
                    .satisfies(facts -> assertThat(facts.body()).isEmpty());
            assertThat(ledger.get("/actuator/health/readiness", "application/json"))
                    .satisfies(health -> assertThat(health.statusCode()).isEqualTo(503))
                    .satisfies(health -> assertThat(health.body()).contains("\"storage\"", "OUT_OF_SERVICE", "floorMegabytes"));
        }
    }
}
