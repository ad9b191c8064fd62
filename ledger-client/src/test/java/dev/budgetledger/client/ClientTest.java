package dev.budgetledger.client;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.client.ledger.BudgetsApi;
import dev.budgetledger.client.ledger.LogApi;
import dev.budgetledger.client.ledger.model.AllocateBody;
import dev.budgetledger.client.ledger.model.DepartmentBody;
import dev.budgetledger.client.ledger.model.LineBody;
import dev.budgetledger.client.ledger.model.OpenBudgetBody;
import dev.budgetledger.client.ledger.model.Receipt;
import dev.budgetledger.client.projection.BalancesApi;
import dev.budgetledger.client.projection.ComparisonsApi;
import dev.budgetledger.client.projection.TablesApi;
import dev.budgetledger.client.projection.model.Balances;
import dev.budgetledger.client.projection.model.Changes;
import dev.budgetledger.client.projection.model.Table;
import dev.budgetledger.standalone.Settings;
import dev.budgetledger.standalone.Standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientTest {

    @Test
    void the_client_that_is_made_of_the_descriptions_posts_reads_and_is_told_why_not(@TempDir Path folder) throws Exception {
        Settings settings = Settings.onFreePorts(folder);
        try (Standalone running = new Standalone(
                settings, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))) {
            running.start();
            var ledger = new dev.budgetledger.client.ledger.ApiClient();
            ledger.updateBaseUri("http://127.0.0.1:" + settings.ledgerPort());
            var projection = new dev.budgetledger.client.projection.ApiClient();
            projection.updateBaseUri("http://127.0.0.1:" + settings.projectionPort());

            posts_reads_and_is_told_why_not(ledger, projection);
        }
    }

    private static void posts_reads_and_is_told_why_not(
            dev.budgetledger.client.ledger.ApiClient ledger, dev.budgetledger.client.projection.ApiClient projection) throws Exception {
        BudgetsApi budgets = new BudgetsApi(ledger);

        long opened = budgets.openBudget("client-1", new OpenBudgetBody()
                .department(new DepartmentBody().code("C1").name("某部门")).fiscalYear(2023), "budget-office", null, null).getPosition();
        Receipt receipt = budgets.allocate("C1", 2023, "client-2", allocation("12500.00"), "budget-office", null, null);
        Table table = new TablesApi(projection).table(
                "C1", 2023, "expenditure", null, null, null, receipt.getPosition(), null, null, null, "YUAN", null,
                null, null);
        Balances balances = new BalancesApi(projection).balances("C1", 2023, null, null, null, receipt.getPosition(), "general_public", "20103",
                null, null, null, null, null, null, null, null);
        Changes changes = new ComparisonsApi(projection).changes("C1", 2023, null, null, null, opened, null, null,
                receipt.getPosition(), null, null, null, null, "YUAN", null, "expenditure", null, null, null, null,
                null, null, null, null, null, null);

        assertThat(receipt.getPostingId()).isEqualTo("C1-2023-1");
        assertThat(table.getRows().getFirst().getCells()).containsEntry("total", "12500.00");
        assertThat(balances.getLines().getFirst().getBalance()).isEqualTo("12500.00");
        assertThat(balances.getLines().getFirst().getLine().getEconomic()).isEqualTo("30201");
        assertThat(balances.getTotal().getApproved()).isEqualTo("12500.00");
        assertThat(changes.getTables().getFirst().getCells().getFirst().getContributions())
                .anySatisfy(each -> assertThat(each.getPostingId()).isEqualTo("C1-2023-1"));
        assertThat(new LogApi(ledger).checkpoint()).startsWith("budget-ledger\n");
        assertThat(Files.readString(new LogApi(ledger).facts(receipt.getPosition() - 1, 1L).toPath())).contains("\"C1-2023-1\"");
        assertThatExceptionOfType(dev.budgetledger.client.ledger.ApiException.class)
                .isThrownBy(() -> budgets.allocate("C1", 2023, "client-3", allocation("-1.00"), null, null, null))
                .satisfies(refused -> {
                    assertThat(ApiProblems.of(refused).getCode()).isEqualTo("AMOUNT_NOT_POSITIVE");
                    assertThat(ApiProblems.of(refused).getField()).isEqualTo("lines[0].amount");
                });
        assertThatExceptionOfType(dev.budgetledger.client.projection.ApiException.class)
                .isThrownBy(() -> new TablesApi(projection).tables("C2", 2023, null, null, null, null, null, null, null, null))
                .satisfies(refused -> assertThat(ApiProblems.of(refused).getCode()).isEqualTo("BUDGET_NOT_OPEN"));
    }

    private static AllocateBody allocation(String amount) {
        return new AllocateBody().documentNo("批复1号").effectiveOn(LocalDate.of(2023, 1, 1)).reason("年初批复")
                .addLinesItem(new LineBody().fund(LineBody.FundEnum.GENERAL_PUBLIC).function("2010301")
                        .kind(LineBody.KindEnum.OPERATING).economic("30201").amount(amount));
    }
}
