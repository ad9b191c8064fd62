package dev.budgetledger.standalone;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The sizing sheet follows from the measured figures beside it, to two digits. */
class ScalingDocsTest {

    private static final Markdown PAGE = Markdown.page("docs/scaling.md");
    private static final double PEAK_HOURS_IN_A_YEAR = 400;

    @Test
    void the_sizing_sheet_follows_from_what_was_measured() {
        Map<String, List<Double>> measured = rows(PAGE.section(2, "What was measured"));
        Map<String, List<Double>> sheet = rows(PAGE.section(2, "Sizing sheet"));
        List<Double> years = row(sheet, "Postings a year");
        assertThat(years).containsExactly(1e7, 1.5e8, 1e9);

        for (int i = 0; i < years.size(); i++) {
            double year = years.get(i);
            double hour = year / PEAK_HOURS_IN_A_YEAR;
            double second = hour / 3600;
            Map<String, Double> expected = new LinkedHashMap<>();
            expected.put("In the peak hour", hour);
            expected.put("In a second of it", second);
            expected.put("Of what one ledger takes, %", 100 * second / one(measured, "Single postings a second"));
            expected.put("Processors busy then", second * one(measured, "Processor a posting, µs") / 1e6);
            expected.put("Log and keys a year, GB",
                    year * (one(measured, "Log, bytes a posting") + one(measured, "Keys, bytes a posting")) / 1e9);
            expected.put("Kafka a year, GB", year * one(measured, "Kafka, bytes a posting") / 1e9);
            expected.put("Projection a year, GB", year * one(measured, "Projection, bytes a posting") / 1e9);
            expected.put("Rebuilding a year, hours", 2 * year / one(measured, "Entries a second on rebuild") / 3600);
            double others = one(measured, "Fact of another shard, µs of processor");
            double ofEight = (one(measured, "Fact of the shard's own, µs of processor") + 7 * others) / 8;
            double bytesOfOthers = one(measured, "Fact of another shard, bytes");
            expected.put("Each of 8 [shards](#shards): facts a second to read then", second);
            expected.put("Each of 8 shards: processors busy then", second * ofEight / 1e6);
            expected.put("Each of 8 shards: GB a year", year * (one(measured, "Fact of the shard's own, bytes") + 7 * bytesOfOthers) / 8 / 1e9);
            expected.put("Each of 8 shards: rebuilding a year, hours of processor", year * ofEight / 1e6 / 3600);
            expected.put("Each of any number of shards: GB a year, at least", year * bytesOfOthers / 1e9);
            expected.put("Each of any number of shards: rebuilding a year, hours of processor, at least", year * others / 1e6 / 3600);
            int column = i;
            expected.forEach((name, value) ->
                    assertThat(row(sheet, name).get(column)).as(name).isEqualTo(twoDigits(value)));
        }
    }

    private static double twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_UP)).doubleValue();
    }

    private static double one(Map<String, List<Double>> rows, String name) {
        return row(rows, name).getFirst();
    }

    private static List<Double> row(Map<String, List<Double>> rows, String name) {
        return Objects.requireNonNull(rows.get(name), name);
    }

    /** The rows of tables whose cells after the first are numbers. */
    private static Map<String, List<Double>> rows(String section) {
        Map<String, List<Double>> rows = new LinkedHashMap<>();
        Pattern.compile("(?m)^\\| ([^|]+) \\|((?: [\\d,.]+ \\|)+)").matcher(section).results().forEach(row -> rows.put(
                row.group(1),
                Pattern.compile("[\\d,.]+").matcher(row.group(2)).results()
                        .map(number -> Double.valueOf(number.group().replace(",", "")))
                        .toList()));
        return rows;
    }
}
