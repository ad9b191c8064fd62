package dev.budgetledger.projection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.document.http.DocumentFiles;
import dev.budgetledger.projection.document.http.Documents;
import dev.budgetledger.projection.document.http.SampleDocumentHttp;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.ProposalReader;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.entries.jdbc.JdbcAdoptedForms;
import dev.budgetledger.projection.entries.jdbc.JdbcChartReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcPostingReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.JdbcProposalReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStreamReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.kafka.KafkaClients;
import dev.budgetledger.projection.kafka.KafkaClients.KafkaProperties;
import dev.budgetledger.projection.publication.LedgerClient;
import dev.budgetledger.projection.samples.NoProposals;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.projection.shards.Shard;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer asked again by its own as-of is the same to the last byte, at every address and after quiet days. */
class AskedAgainTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BUREAU = new BudgetId("302", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate AFTER_QUIET_DAYS = LocalDate.of(2023, 1, 20);
    private static final String DISCLOSURES = "/v1/disclosures/301/2023";

    /** Nothing was posted for two weeks before this, nor for some days before the next; in China it is another day. */
    private static final String QUIET = "2023-01-19T16:30:00.123456Z";
    private static final String LATELY = "2023-01-22T23:00:00Z";

    private static final List<String> POINTS = List.of(
            "",
            "effectiveOn=2023-06-30",
            "recordedAsOf=" + QUIET,
            "recordedAsOf=2023-01-20T00:30:00.123456999%2B08:00",
            "recordedAsOf=" + LATELY + "&effectiveOn=2023-01-19",
            "recordedAsOf=2099-12-31T23:59:59%2B08:00",
            "position=7",
            "position=9",
            "position=17",
            "position=7&recordedAsOf=" + QUIET,
            "position=9&recordedAsOf=" + LATELY,
            "position=19&recordedAsOf=" + QUIET,
            "position=9&recordedAsOf=2099-12-31T23:59:59Z",
            "atLeastPosition=9");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final StoredLog STORED = new StoredLog(2);
    private static ConfigurableApplicationContext context;

    /** Not a configuration by stereotype, so that no scan of the application finds it. */
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan({
        "dev.budgetledger.projection.audit", "dev.budgetledger.projection.balances", "dev.budgetledger.projection.checks",
        "dev.budgetledger.projection.comparison", "dev.budgetledger.projection.console", "dev.budgetledger.projection.disclosure",
        "dev.budgetledger.projection.evidence", "dev.budgetledger.projection.postings", "dev.budgetledger.projection.proposals", "dev.budgetledger.projection.publication",
        "dev.budgetledger.projection.web"
    })
    static class OfAStoredLog {
        @Bean
        Shard shard() {
            return Shard.WHOLE;
        }

        @Bean
        JdbcClient jdbc() {
            return STORED.jdbc();
        }

        @Bean
        @Primary
        BudgetReader budgetReader() {
            return STORED.reader(Instant.parse("2023-02-01T00:00:00Z"), Duration.ofSeconds(1));
        }

        @Bean
        AdoptedForms adoptedForms() {
            return new JdbcAdoptedForms(STORED.jdbc());
        }

        @Bean
        ChartReader chartReader() {
            return new JdbcChartReader(STORED.jdbc());
        }

        @Bean
        StatementReader statementReader() {
            return new JdbcStatementReader(STORED.jdbc());
        }

        @Bean
        EntryReader entryReader() {
            return new JdbcEntryReader(STORED.jdbc());
        }

        @Bean
        PostingReader postingReader() {
            return new JdbcPostingReader(STORED.jdbc());
        }

        @Bean
        ProposalReader proposalReader() {
            return new JdbcProposalReader(STORED.jdbc());
        }

        @Bean
        ProposedBudgets proposedBudgets(BudgetReader budgets) {
            return NoProposals.butThoseOf(STORED, budgets);
        }

        @Bean
        Documents documents(BudgetReader budgets) {
            return SampleDocumentHttp.documents(STORED, budgets);
        }

        @Bean
        DocumentFiles documentFiles() {
            return new DocumentFiles();
        }

        @Bean
        StreamReader streamReader() {
            return new JdbcStreamReader(STORED.jdbc());
        }

        @Bean
        Proofs proofs() {
            return new JdbcProofs(STORED.jdbc());
        }

        /** Of no Kafka. */
        @Bean
        KafkaClients kafka() {
            return new KafkaClients(new KafkaProperties("localhost:1", "test", Map.of()), Shard.WHOLE);
        }

        @Bean
        @Primary
        LedgerClient ledger() {
            return (_, _) -> Optional.empty();
        }
    }

    @BeforeAll
    static void givenALogWithQuietDays() {
        SampleLog log = new SampleLog();
        log.open(new BudgetId("301", 2022));
        log.open(OFFICE);
        log.open(BUREAU);
        log.open(SampleLog.nextYear(OFFICE));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_000_00);
        log.allocate(OFFICE, JANUARY, SampleLog.MEETING, 100_000_00);
        SignedLog signed = new SignedLog(log.facts());
        String head = String.valueOf(signed.head(6).checkpoint());
        log.tick().publish(OFFICE, new Fact.DisclosurePublished("公开1号", JANUARY, "公开", 1, new Publication(
                new Publication.Point(AFTER_QUIET_DAYS, SampleLog.START, 6),
                Publication.Basis.ADJUSTED, Publication.Unit.YUAN,
                Publication.TABLES.stream().map(id -> new Publication.Table(id, "0".repeat(64))).toList(), head)));
        log.quiet(Duration.ofDays(15));
        for (int i = 0; i < 8; i++) {
            log.tick().adjust(OFFICE, AFTER_QUIET_DAYS, SampleLog.STAFF, 1_00);
        }
        new SampleProposals(log).propose(OFFICE, SampleProposals.adding(AFTER_QUIET_DAYS, 1_00), AFTER_QUIET_DAYS.plusDays(3));
        log.tick().freeze(OFFICE, AFTER_QUIET_DAYS, SampleLog.STAFF, 7_00);
        log.tick().transfer(OFFICE, BUREAU, AFTER_QUIET_DAYS, SampleLog.STAFF, 10_00);
        log.tick().carryForward(OFFICE, LocalDate.of(2023, 12, 31), SampleLog.STAFF, 5_00);
        SignedLog whole = new SignedLog(log.facts(), signed.key());
        STORED.batch(log.facts())
                .watermark(new Watermark(log.lastPosition(), log.now().plus(Duration.ofDays(9)),
                        whole.head((int) log.lastPosition()).checkpoint()))
                .advance();
        context = new SpringApplicationBuilder(OfAStoredLog.class)
                .properties("spring.config.name=none", "server.port=0", "server.address=127.0.0.1",
                        "projection.log.verifier-key=" + signed.key().verifier().format())
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/tables", "/tables/expenditure", "/tables/general-public-budget?format=csv",
        "/tables/revenue-and-expenditure?amounts=frozen", "/tables/expenditure/cells/1/total?limit=3",
        "/balances", "/balances?format=csv&limit=1", "/tables?form=putuo-department-2025", "/tables/expenditure?form=putuo-department-2025",
        "/postings?limit=3&operation=adjust", "/postings/2", "/proposals?state=open", "/year-over-year", "/checks", "/publications", "/evidence"
    })
    void an_answer_says_a_point_at_which_it_is_answered_again(String address) throws Exception {
        for (String point : POINTS) {
            HttpResponse<byte[]> answer = get(with(DISCLOSURES + address, point));
            HttpHeaders asOf = answer.headers();

            HttpResponse<byte[]> again = get(with(DISCLOSURES + address,
                    "effectiveOn=" + asOf.firstValue("Effective-On").orElseThrow()
                            + "&recordedAsOf=" + asOf.firstValue("Recorded-As-Of").orElseThrow()
                            + "&position=" + asOf.firstValue("Ledger-Position").orElseThrow()));

            assertThat(again.body()).as(point).isEqualTo(answer.body());
            assertThat(told(again)).as(point).isEqualTo(told(answer)).containsKey("checkpoint");
        }
    }

    @Test
    void changes_say_two_points_between_which_they_are_answered_again() throws Exception {
        String changes = DISCLOSURES + "/changes?table=expenditure&limit=3&";
        int paged = 0;
        for (String from : POINTS.subList(2, 7)) {
            for (String to : List.of("", "recordedAsOf=" + LATELY)) {
                JsonNode cell = changes(changes + renamed("from", from) + renamed("to", to), changes)
                        .at("/tables/0/cells/0");
                paged += cell.path("next").isString() ? 1 : 0;
                assertSameOnAllPages(cell);
            }
        }
        assertThat(paged).isGreaterThan(3);
        assertThat(changes(changes + "fromYear=2022", changes + "fromYear=2022&").get("tables")).isNotEmpty();
    }

    @Test
    void changes_since_a_publication_too() throws Exception {
        for (String to : POINTS) {
            String since = DISCLOSURES + "/publications/1/changes?table=expenditure&" + renamed("to", to);
            byte[] answer = get(since).body();

            assertThat(get(DISCLOSURES + "/publications/1/changes?table=expenditure&"
                            + point("to", JsonMapper.shared().readTree(answer))).body())
                    .as(to).isEqualTo(answer);
        }
    }

    @Test
    void what_was_due_after_quiet_days_and_came_later_is_late() throws Exception {
        String total = "&table=expenditure&row=total&column=total&unit=yuan";
        JsonNode known = json(DISCLOSURES + "/changes?fromRecordedAsOf=" + QUIET + total);
        JsonNode posted = json(DISCLOSURES + "/changes?fromPosition=7" + total);

        assertThat(known.at("/tables/0/cells/0/parts").propertyNames())
                .contains("LATE_POSTING").doesNotContain("ADJUSTMENT");
        assertThat(posted.at("/tables/0/cells/0/parts").propertyNames())
                .contains("ADJUSTMENT").doesNotContain("LATE_POSTING");
    }

    /** @param ask the same question without its points */
    private static JsonNode changes(String question, String ask) throws Exception {
        byte[] answer = get(question).body();
        JsonNode document = JsonMapper.shared().readTree(answer);
        assertThat(get(ask + point("from", document) + point("to", document)).body()).as(question).isEqualTo(answer);
        return document;
    }

    private static void assertSameOnAllPages(JsonNode cell) {
        for (JsonNode page = cell; page.path("next").isString(); ) {
            page = json(page.get("next").stringValue()).at("/tables/0/cells/0");
            for (String field : List.of("row", "before", "after", "change", "parts")) {
                assertThat(page.get(field)).isEqualTo(cell.get(field));
            }
        }
    }

    private static String point(String prefix, JsonNode answer) {
        JsonNode asOf = answer.at("/" + prefix + "/asOf");
        return renamed(prefix, "effectiveOn=" + asOf.get("effectiveOn").stringValue()
                + "&recordedAsOf=" + asOf.get("recordedAsOf").stringValue() + "&position=" + asOf.get("position"));
    }

    /** The parameters of a point where there are two. */
    private static String renamed(String prefix, String point) {
        StringBuilder parameters = new StringBuilder();
        for (String each : point.isEmpty() || point.startsWith("atLeast") ? new String[] {} : point.split("&")) {
            parameters.append(prefix)
                    .append(each.substring(0, 1).toUpperCase(Locale.ROOT)).append(each.substring(1)).append('&');
        }
        return parameters.toString();
    }

    private static String with(String address, String parameters) {
        return address + (address.contains("?") ? "&" : "?") + parameters;
    }

    private static Map<String, List<String>> told(HttpResponse<byte[]> answer) {
        Map<String, List<String>> told = new TreeMap<>(answer.headers().map());
        told.keySet().removeAll(List.of("date", "keep-alive", "connection"));
        return told;
    }

    private static JsonNode json(String path) {
        try {
            return JsonMapper.shared().readTree(get(path).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        String address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path;
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address.replaceAll("[&?]$", ""))).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer;
    }
}
