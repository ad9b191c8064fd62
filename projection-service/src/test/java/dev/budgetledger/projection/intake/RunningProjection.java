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
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

/** The read side, running as in production, on a database that may outlive it. */
public final class RunningProjection implements AutoCloseable {

    private static final String KAFKA = "--projection.kafka.bootstrap-servers=";

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private RunningProjection(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static RunningProjection on(TestDatabase database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--logging.level.dev.budgetledger.projection.intake=INFO",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.hikari.connection-timeout=1000",
                "--projection.kafka.group=" + database.name()));
        arguments.addAll(List.of(settings));
        if (arguments.stream().noneMatch(argument -> argument.startsWith(KAFKA))) { // given twice they would be two servers
            arguments.add(KAFKA + TestServers.kafkaBootstrapServers());
        }
        return new RunningProjection(
                ProjectionServiceApplication.builder().run(arguments.toArray(String[]::new)));
    }

    public BudgetReader reader() {
        return context.getBean(BudgetReader.class);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    IntakeStatus.State status() {
        return context.getBean(IntakeStatus.class).state();
    }

    public long completeThrough() {
        return context.getBean(CompletenessWatch.class).refresh().completeness().completeThrough();
    }

    public RunningProjection awaitPosition(long position) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> completeThrough() >= position);
        return this;
    }

    /** The body of the readiness probe once it has that status. */
    public String awaitReadiness(int status) {
        return Awaitility.await().atMost(LONG_ENOUGH).until(this::readiness, answer -> answer.statusCode() == status)
                .body();
    }

    HttpResponse<String> readiness() throws IOException, InterruptedException {
        return get("/actuator/health/readiness");
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
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
        client.close();
        context.close();
    }
}
