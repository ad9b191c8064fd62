package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.client.ApiProblems;
import dev.budgetledger.client.ledger.BudgetsApi;
import dev.budgetledger.client.ledger.LogApi;
import dev.budgetledger.client.ledger.model.AllocateBody;
import dev.budgetledger.client.ledger.model.DepartmentBody;
import dev.budgetledger.client.ledger.model.LineBody;
import dev.budgetledger.client.ledger.model.OpenBudgetBody;
import dev.budgetledger.client.ledger.model.Receipt;
import dev.budgetledger.client.projection.ComparisonsApi;
import dev.budgetledger.client.projection.TablesApi;
import dev.budgetledger.client.projection.model.Changes;
import dev.budgetledger.client.projection.model.Table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the services say of themselves is the API: it is kept, it is what they answer, and a client is made of it. After a change write
 * it again, and look at what changed:
 * {@code ./mvnw -pl standalone -am test -Dtest=DescriptionTest -Dsurefire.failIfNoSpecifiedTests=false -Dschemas.write=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DescriptionTest {

    private Settings settings;
    private Standalone running;

    @BeforeAll
    void start(@TempDir Path folder) {
        settings = Settings.onFreePorts(folder);
        running = new Standalone(settings, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        running.start();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    @Order(1)
    void the_descriptions_that_are_kept_are_those_that_are_served() throws IOException {
        for (Map.Entry<String, Integer> service
                : Map.of("ledger", settings.ledgerPort(), "projection", settings.projectionPort()).entrySet()) {
            Path kept = Markdown.file("docs/reference/openapi-" + service.getKey() + ".json");
            String served = Schemas.text(Described.of(service.getValue()).document());
            if (Boolean.getBoolean("schemas.write")) {
                Files.writeString(kept, served);
            }
            assertThat(kept).hasContent(served);
        }
    }

    @Test
    @Order(2)
    void the_client_that_is_made_of_them_posts_reads_and_is_told_why_not() throws Exception {
        var ledger = new dev.budgetledger.client.ledger.ApiClient();
        ledger.updateBaseUri("http://127.0.0.1:" + settings.ledgerPort());
        var projection = new dev.budgetledger.client.projection.ApiClient();
        projection.updateBaseUri("http://127.0.0.1:" + settings.projectionPort());
        BudgetsApi budgets = new BudgetsApi(ledger);

        long opened = budgets.openBudget("client-1", new OpenBudgetBody()
                .department(new DepartmentBody().code("C1").name("某部门")).fiscalYear(2023), "budget-office", null).getPosition();
        Receipt receipt = budgets.allocate("C1", 2023, "client-2", allocation("12500.00"), "budget-office", null);
        Table table = new TablesApi(projection).table(
                "C1", 2023, "expenditure", null, null, null, receipt.getPosition(), null, null, "YUAN", null);
        Changes changes = new ComparisonsApi(projection).changes("C1", 2023, null, null, null, opened, null, null,
                receipt.getPosition(), null, null, null, "YUAN", "expenditure", null, null, null, null);

        assertThat(receipt.getPostingId()).isEqualTo("C1-2023-1");
        assertThat(table.getRows().getFirst().getCells()).containsEntry("total", "12500.00");
        assertThat(changes.getTables().getFirst().getCells().getFirst().getContributions())
                .anySatisfy(each -> assertThat(each.getPostingId()).isEqualTo("C1-2023-1"));
        assertThat(new LogApi(ledger).checkpoint()).startsWith("budget-ledger\n");
        assertThat(Files.readString(new LogApi(ledger).facts(receipt.getPosition() - 1, 1L).toPath())).contains("\"C1-2023-1\"");
        assertThatExceptionOfType(dev.budgetledger.client.ledger.ApiException.class)
                .isThrownBy(() -> budgets.allocate("C1", 2023, "client-3", allocation("-1.00"), null, null))
                .satisfies(refused -> {
                    assertThat(ApiProblems.of(refused).getCode()).isEqualTo("AMOUNT_NOT_POSITIVE");
                    assertThat(ApiProblems.of(refused).getField()).isEqualTo("lines[0].amount");
                });
        assertThatExceptionOfType(dev.budgetledger.client.projection.ApiException.class)
                .isThrownBy(() -> new TablesApi(projection).tables("C2", 2023, null, null, null, null))
                .satisfies(refused -> assertThat(ApiProblems.of(refused).getCode()).isEqualTo("BUDGET_NOT_OPEN"));
    }

    private static AllocateBody allocation(String amount) {
        return new AllocateBody().documentNo("批复1号").effectiveOn(LocalDate.of(2023, 1, 1)).reason("年初批复")
                .addLinesItem(new LineBody().fund(LineBody.FundEnum.GENERAL_PUBLIC).function("2010301")
                        .kind(LineBody.KindEnum.OPERATING).economic("30201").amount(amount));
    }

    /** Two thousand and more, of every operation there is. */
    @Test
    @Order(3)
    void whatever_is_asked_is_answered_as_it_is_described() {
        Described ofLedger = Described.of(settings.ledgerPort());
        Described ofProjection = Described.of(settings.projectionPort());
        try (HttpApi ledger = new HttpApi(settings.ledgerPort()); HttpApi projection = new HttpApi(settings.projectionPort())) {
            AnswersFuzz fuzz = new AnswersFuzz(ledger, projection, 45);
            for (int i = 0; i < 10; i++) {
                fuzz.run(ledger, ofLedger, 110);
                fuzz.run(projection, ofProjection, 110);
            }

            assertThat(fuzz.faults()).isEmpty();
            assertThat(fuzz.shareDone()).as("%s", fuzz.answers()).isGreaterThan(0.3);
            assertThat(fuzz.answers()).hasSize(ofLedger.operations().size() + ofProjection.operations().size());
            assertThat(fuzz.answers()).allSatisfy((operation, statuses) -> {
                if (!operation.equals("acknowledge")) { // there is nothing to acknowledge
                    assertThat(statuses.keySet()).as(operation).anyMatch(status -> status < 300);
                }
            });
        }
    }
}
