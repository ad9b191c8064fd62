package dev.budgetledger.projection.comparison.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What changed since a publication is what changed since its point, in its form. */
class SincePublicationControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String DISCLOSURE = "/v1/disclosures/301/2023";

    private final SampleLog log = new SampleLog();
    private final StoredLog stored = new StoredLog(1);

    @BeforeEach
    void givenAPublicationOfTheSecondPositionAndPostingsAfterIt() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000_00);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 5);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 7);
        stored.facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now().plusSeconds(1)));
    }

    @Test
    void it_is_the_same_as_changes_from_the_point_with_basis_and_unit_of_the_publication() {
        String since = body(get(DISCLOSURE + "/publications/1/changes"));

        assertThat(since.replaceAll("&form=[^\"&]+", "")).contains("\"basis\":\"approved\"", "\"unit\":\"元\"", "\"exact\":\"0.05\"")
                .isEqualTo(body(get(DISCLOSURE + "/changes?basis=approved&unit=yuan&toEffectiveOn=2023-03-31"
                        + "&fromEffectiveOn=2023-03-31&fromPosition=2")));
    }

    @Test
    void its_end_may_be_another_and_one_cell_is_paged() {
        assertThat(body(get(DISCLOSURE + "/publications/1/changes?toPosition=2"))).contains("\"tables\":[]");
        assertThat(body(get(DISCLOSURE + "/publications/1/changes?table=expenditure&row=total&column=total&limit=1")))
                .contains("\"change\":{\"printed\":\"+0.05\",\"exact\":\"0.05\"}");
    }

    @Test
    void it_has_no_other_beginning_and_no_publication_that_was_not() {
        assertThat(get(DISCLOSURE + "/publications/1/changes?fromPosition=1")).hasStatus(400);
        assertThat(get(DISCLOSURE + "/publications/1/changes?basis=adjusted")).hasStatus(400);
        MvcTestResult unknown = get(DISCLOSURE + "/publications/2/changes");
        assertThat(unknown).hasStatus(404);
        assertThat(body(unknown)).contains("\"code\":\"PUBLICATION_UNKNOWN\"");
    }

    private MvcTestResult get(String path) {
        BudgetReader budgets = stored.reader(SampleLog.START.plusSeconds(3600), Duration.ZERO);
        ChangesController changes =
                new ChangesController(budgets, new JdbcEntryReader(stored.jdbc()), SampleHttp.forms(),
                        new JdbcStatementReader(stored.jdbc()));
        Object controller = path.contains("/publications/")
                ? new SincePublicationController(_ -> List.of(published()), SampleHttp.forms(), changes)
                : changes;
        return SampleHttp.of(controller).get().uri(SampleHttp.address(path)).exchange();
    }

    private LoggedPublication published() {
        String note = SigningKey.generate("budget-ledger")
                .sign(new Checkpoint("budget-ledger", 2, Hash.OF_NOTHING).text()).format();
        return new LoggedPublication(9, log.now(), "office", new Fact.DisclosurePublished("公开1号", JANUARY, "公开", 1,
                new Publication(new Publication.Point(LocalDate.of(2023, 3, 31), SampleLog.START, 2),
                        Publication.Basis.APPROVED, Publication.Unit.YUAN,
                        Publication.TABLES.stream().map(id -> new Publication.Table(id, "0".repeat(64))).toList(), note)));
    }

    private static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
