package dev.budgetledger.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** One trace from a request to the tables, through the real Kafka; and none unless it is wanted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {

    private static final String[] TRACED = {"--tracing.enabled=true", "--management.tracing.sampling.probability=1",
        "--management.opentelemetry.tracing.export.schedule-delay=20ms"};

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SigningKey key = SigningKey.generate("budget-ledger");
    private EmbeddedKafka kafka;
    private ConfigurableApplicationContext ledgerService;
    private ConfigurableApplicationContext projectionService;

    @BeforeAll
    void givenBothServices(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        ledgerService = run(LedgerServiceApplication.builder(),
                "--spring.datasource.url=" + TestServers.newDatabase("ledger").jdbcUrl(),
                "--ledger.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ledger.log.signing-key=" + key.pem(), "--ledger.log.last-signed-file=" + folder.resolve("last-signed"));
        projectionService = run(ProjectionServiceApplication.builder(),
                "--spring.datasource.url=" + TestServers.newProjectionDatabase("projection").jdbcUrl(),
                "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--projection.log.verifier-key=" + key.verifier().format());
    }

    @AfterAll
    void stop() {
        projectionService.close();
        ledgerService.close();
        kafka.close();
    }

    @Test
    void a_request_and_the_batch_that_put_its_fact_into_the_tables_are_one_trace_and_the_fact_is_as_ever() {
        try (HttpApi ledger = Described.client(port(ledgerService))) {
            assertThat(ledger.post("/v1/budgets", "{\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023}",
                    "open", "treasury").statusCode()).isEqualTo(201);

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Set<String> posted = traces(span -> span.getName().startsWith("http post"));
                assertThat(posted).hasSize(1);
                assertThat(traces(span -> span.getName().equals("apply batch"))).isEqualTo(posted);
            });
            assertThat(ledger.get("/v1/facts", "application/x-ndjson").body())
                    .doesNotContain("trace");
        }
    }

    private Set<String> traces(Predicate<SpanData> named) {
        return spans.getFinishedSpanItems().stream().filter(named).map(SpanData::getTraceId).collect(Collectors.toSet());
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder service, String... settings) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN"));
        all.addAll(List.of(TRACED));
        all.addAll(List.of(settings));
        return service.initializers(context -> ((GenericApplicationContext) context).registerBean(SpanExporter.class, () -> spans))
                .run(all.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
