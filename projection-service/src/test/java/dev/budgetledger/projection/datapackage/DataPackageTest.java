package dev.budgetledger.projection.datapackage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.files.StoredZip;

import static org.assertj.core.api.Assertions.assertThat;

/** The rows of a data package; what its columns mean is held against the published schema elsewhere. */
class DataPackageTest {

    private static final Line TRAVEL = new Line(Fund.GENERAL_PUBLIC, Origin.CARRIED_OVER, "301001", "2010301", Kind.PROJECT, "30211", "50201", "P1", "直达");

    @Test
    void a_row_says_all_of_its_line_and_what_was_carried_out_is_income_only() throws IOException {
        String csv = csv(List.of(
                new LineBalance(TRAVEL, Money.ofYuan("60"), Money.ofYuan("40"), Money.ofYuan("10"), Money.ofYuan("100")),
                new LineBalance(new Line(Fund.OTHER, Origin.CURRENT, null, null, null, null), Money.ZERO, Money.ZERO, Money.ZERO, Money.ofYuan("7"))));

        assertThat(csv.lines().skip(1)).containsExactly(
                "2023,301,石家庄市人民政府办公室,301001,\"本级,甲\",201,一般公共服务支出,20103,政府办公厅(室)及相关机构事务,2010301,行政运行,PROJECT,项目支出,"
                        + "302,商品和服务支出,30211,差旅费,502,,50201,,GENERAL_PUBLIC,一般公共预算,CARRIED_OVER,上年结转,P1,设备购置,直达,100.00,60.00");
    }

    @Test
    void a_hundred_thousand_lines_are_rows_in_their_order() throws IOException {
        List<LineBalance> lines = IntStream.range(0, 100_000).mapToObj(i -> SampleBudgets.untouched(
                new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PROJECT, null, "P%06d".formatted(99_999 - i)), Money.ofFen(i + 1))).toList();

        String csv = csv(lines);

        assertThat(csv.lines()).hasSize(100_001);
        assertThat(csv.lines().skip(1).findFirst().orElseThrow()).endsWith(",P000000,P000000,,1000.00,1000.00");
    }

    private static String csv(List<LineBalance> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (StoredZip zip = new StoredZip(out)) {
            DataPackage.addTo(zip, "data/", SampleBudgets.budget(2023, false, lines, SampleBudgets.names()),
                    List.of(new BudgetUnit("301001", "本级,甲", BudgetUnit.Nature.ADMINISTRATIVE, null)), List.of(new Project("P1", "设备购置", null, null)));
            zip.end();
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        assertThat(files.keySet()).containsExactly("data/datapackage.json", "data/lines.csv");
        return new String(Objects.requireNonNull(files.get("data/lines.csv")), StandardCharsets.UTF_8);
    }
}
