package dev.budgetledger.projection.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.embedded.TestServers;
import dev.budgetledger.embedded.TestServers.TestDatabase;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

/** The read side, running as in production, on a database that may outlive it. */
final class RunningProjection implements AutoCloseable {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;

    private RunningProjection(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningProjection on(TestDatabase database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--logging.level.dev.budgetledger.projection.intake=INFO",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.hikari.connection-timeout=1000",
                "--projection.kafka.bootstrap-servers=" + TestServers.kafkaBootstrapServers(),
                "--projection.kafka.group=" + database.name()));
        arguments.addAll(List.of(settings));
        return new RunningProjection(
                ProjectionServiceApplication.builder().run(arguments.toArray(String[]::new)));
    }

    BudgetReader reader() {
        return context.getBean(BudgetReader.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    IntakeStatus.State status() {
        return context.getBean(IntakeStatus.class).state();
    }

    long completeThrough() {
        return context.getBean(CompletenessWatch.class).refresh().completeness().completeThrough();
    }

    RunningProjection awaitPosition(long position) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> completeThrough() >= position);
        return this;
    }

    /** The body of the readiness probe once it has that status. */
    String awaitReadiness(int status) {
        return Awaitility.await().atMost(LONG_ENOUGH).until(this::readiness, answer -> answer.statusCode() == status)
                .body();
    }

    HttpResponse<String> readiness() throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest probe = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .build();
            return client.send(probe, HttpResponse.BodyHandlers.ofString());
        }
    }

    Map<Line, LineBalance> lines(BudgetId budget, AsOfQuestion question) {
        AsOf asOf = reader().resolve(budget.fiscalYear(), question);
        return reader().read(budget, asOf, Basis.ADJUSTED).orElseThrow().lines().stream()
                .collect(Collectors.toMap(LineBalance::line, each -> each));
    }

    long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
    }
}
