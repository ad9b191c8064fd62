package dev.budgetledger.contract.form;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A form is all there and means one thing, or it is refused with the place of the fault. */
class FormReaderTest {

    private static final JsonMapper JSON = new JsonMapper();


    @Test
    void what_is_left_out_has_one_meaning_and_is_written_out() {
        Form form = FormReader.read(bytes(SampleForm.WHOLE));
        String written = new String(ContractJson.write(form), StandardCharsets.UTF_8);

        assertThat(form.level()).isEqualTo(Form.Level.UNIT);
        assertThat(form.fiscalYears().include(2024)).isFalse();
        assertThat(form.fiscalYears().include(2026)).isTrue();
        assertThat(form.fiscalYears().include(2027)).isFalse();
        assertThat(form.tables().getFirst().panels().getFirst().sections().get(1).getFirst().id()).isEqualTo("合计");
        assertThat(written).contains("\"when\":\"ALWAYS\"", "\"under\":[]").doesNotContain("null");
        assertThat(FormReader.read(bytes(written))).isEqualTo(form);
        assertThat(ContractJson.read(bytes(written), Form.class)).isEqualTo(form);
        assertThat(ContractJson.write(FormReader.read(bytes(written)))).isEqualTo(bytes(written));
    }

    @Test
    void a_selector_counts_what_all_of_its_parts_count() {
        Selector of = new Selector(null, Collections.singleton(Fund.GENERAL_PUBLIC), null, null,
                List.of("NONE", "20103"), null, null, Collections.singleton(Nature.ADMINISTRATIVE));

        assertThat(of.accepts(line(Fund.GENERAL_PUBLIC, "2010301"), _ -> Nature.ADMINISTRATIVE)).isTrue();
        assertThat(of.accepts(line(Fund.GENERAL_PUBLIC, null), _ -> Nature.ADMINISTRATIVE)).isTrue();
        assertThat(of.accepts(line(Fund.GENERAL_PUBLIC, "2010601"), _ -> Nature.ADMINISTRATIVE)).isFalse();
        assertThat(of.accepts(line(Fund.OTHER, "2010301"), _ -> Nature.ADMINISTRATIVE)).isFalse();
        assertThat(of.accepts(line(Fund.GENERAL_PUBLIC, "2010301"), _ -> Nature.OTHER)).isFalse();
    }

    private static Line line(Fund fund, @Nullable String function) {
        return new Line(fund, Origin.CURRENT, function, Kind.PROJECT, null, "P");
    }

    static Stream<Arguments> faults() {
        String table = "/tables/0";
        String panel = table + "/panels/0";
        String columns = panel + "/columns";
        String rows = panel + "/sections/0";
        return Stream.of(
                arguments("/id", "\"1a\"", "/id", "must be a letter"),
                arguments("/id", null, "/id", "is missing"),
                arguments("/id", "null", "/id", "must not be null"),
                arguments("/name", "7", "/name", "must be a text"),
                arguments("/name", "\" \"", "/name", "must not be blank"),
                arguments("/name", text(201), "/name", "at most 200 characters"),
                arguments("/name", "\"a\\u0007\"", "/name", "control or invisible"),
                arguments("/name", "\"=1+1\"", "/name", "formula"),
                arguments("/name", "\"{month}\"", "/name", "no other braces"),
                arguments("/jurisdiction", "\"3101\"", "/jurisdiction", "six digits"),
                arguments("/level", "\"department\"", "/level", "must be one of [DEPARTMENT, UNIT]"),
                arguments("/of", "\"PLAN\"", "/of", "must be one of [BUDGET, FINAL_ACCOUNTS]"),
                arguments("/fiscalYears", "2025", "/fiscalYears", "must be an object"),
                arguments("/fiscalYears/from", "\"2025\"", "/fiscalYears/from", "must be an integer from 1949 to 9999"),
                arguments("/fiscalYears/through", "2024", "/fiscalYears/through", "from 2025"),
                arguments("/extra~1field", "1", "/extra~1field", "is no field"),
                arguments("/tables", "[]", "/tables", "must have 1 to 40 elements, has 0"),
                arguments("/tables", "[null]", "/tables/0", "must not be null"),
                arguments("/tables", "{}", "/tables", "must be an array"),
                arguments(table + "/measure", "\"FEN\"", table + "/measure", "must be one of [YUAN, WAN_YUAN]"),
                arguments(table + "/totals", "\"ROUNDED\"", table + "/totals", "must be one of"),
                arguments(table + "/format/places", "7", table + "/format/places", "from 0 to 6"),
                arguments(table + "/format/places", "2.0", table + "/format/places", "must be an integer"),
                arguments(table + "/format/grouping", "\"yes\"", table + "/format/grouping", "true or false"),
                arguments(table + "/format/zero", "\"无\"", table + "/format/zero", "must be empty, 0"),
                arguments(table + "/format/round", "1", table + "/format/round", "is no field"),
                arguments(table + "/of/funds", "[]", table + "/of/funds", "must have 1 to 9 elements"),
                arguments(table + "/of/funds", "[\"GENERAL\"]", table + "/of/funds/0", "must be one of"),
                arguments(table + "/of/funds", "[\"OTHER\",\"OTHER\"]", table + "/of/funds", "twice"),
                arguments(table + "/of/sides", "[\"INCOME\",\"CARRIED_OUT\"]", table + "/of/sides", "counts money twice"),
                arguments(table + "/of/sides", "[\"EXPENDITURE\",\"APPROVED\"]", table + "/of/sides", "counts money twice"),
                arguments(table + "/of/functions", "[\"2x\"]", table + "/of/functions/0", "1 to 7 digits"),
                arguments(table + "/of/economics", "[\"302170\"]", table + "/of/economics/0", "1 to 5 digits"),
                arguments(table + "/of/unit", "\"001\"", table + "/of/unit", "is no field"),
                arguments(table + "/notes/0/when", "\"NEVER\"", table + "/notes/0/when", "must be one of"),
                arguments(columns + "/0", "{\"id\":\"a\",\"title\":\"A\"}", columns + "/0", "must be a column of words"),
                arguments(columns + "/0/level", "4", columns + "/0/level", "from 1 to 3"),
                arguments(columns + "/0/under", "[\"1\",\"2\",\"3\",\"4\",\"5\"]", columns + "/0/under", "0 to 4 elements"),
                arguments(columns + "/0/of", "{}", columns + "/0/of", "is no field"),
                arguments(columns + "/1/id", "\"code\"", columns + "/1/id", "is the id of another: code"),
                arguments(columns + "/2/of", "{}", columns + "/2/sum", "must not stand beside of"),
                arguments(columns + "/2/sum", "[\"basic\",\"other\"]", columns + "/2/sum/1", "is the id of nothing"),
                arguments(columns + "/2/sum", "[\"basic\",\"basic\"]", columns + "/2/sum/1", "is counted already in basic"),
                arguments(columns + "/2/sum", "[\"total\"]", columns + "/2/sum/0", "is a sum itself"),
                arguments(columns + "/2/sum", "[3]", columns + "/2/sum/0", "must be the id"),
                arguments(columns + "/2/sum", list(31), columns + "/2/sum", "must have 0 to 30 elements"),
                arguments(columns + "/4/of", "{\"kinds\":[\"PROJECT\",\"BASIC\"]}", columns + "/2/sum/1", "counted already in basic"),
                arguments(rows + "/0/by", "\"TAG\"", rows + "/0/by", "must be one of"),
                arguments(rows + "/0/by", "\"UNIT\"", rows + "/0/listed", "must have 0 to 0 elements"),
                arguments(rows + "/0/under", "\"UNIT\"", rows + "/0/listed", "must have 0 to 0 elements"),
                arguments(rows + "/0/under", "\"FUNCTION\"", rows + "/0/under", "is what the rows are by"),
                arguments(columns + "/3/year", "\"PRIOR\"", columns + "/2/sum/1", "is of another year than basic"),
                arguments(columns + "/3/year", "\"NEXT\"", columns + "/3/year", "must be one of [PRIOR]"),
                arguments(columns + "/2/year", "\"PRIOR\"", columns + "/2/year", "must not stand beside sum"),
                arguments(columns + "/3/change", "{}", columns + "/3/change/from", "is missing"),
                arguments(rows + "/0/levels", "[4]", rows + "/0/levels/0", "from 1 to 3"),
                arguments(rows + "/0/levels", "[2,1]", rows + "/0/levels", "must be in order"),
                arguments(rows + "/0/listed/0/code", "\"20103\"", rows + "/0/listed/0/code", "as many as a code of one of the levels has"),
                arguments(rows + "/0/listed/1", "{\"code\":\"201\",\"label\":\"x\"}", rows + "/0/listed/1/code", "is the id of another"),
                arguments(rows + "/0/numbering", "\"ROMAN\"", rows + "/0/numbering", "must be one of"),
                arguments(rows + "/0/when", "\"MONEY\"", rows + "/0/when", "is no field"),
                arguments(rows + "/0/of", "{}", rows + "/0", "says no sides"),
                arguments(rows + "/1/of/sides", null, rows + "/1", "says no sides"),
                arguments(rows + "/1/of/functions", null, panel + "/sections/1/0/sum/1", "counted already in classes"),
                arguments(rows + "/1/id", "\"classes\"", rows + "/1", "is the id of another: classes"),
                arguments(rows + "/1/id", "\"201\"", rows + "/1/id", "must not be digits only"),
                arguments(rows + "/2", "{\"label\":\"201\"}", rows + "/2/label", "must not be digits only"),
                arguments(rows + "/2", "{\"id\":\"b\",\"by\":\"ECONOMIC\",\"levels\":[1]}", rows + "/2", "is a second one by codes"),
                arguments(rows + "/2", "{\"id\":\"b\",\"by\":\"ECONOMIC\",\"levels\":[3]}", rows + "/2/levels/0", "from 1 to 2"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void what_is_wrong_is_named_with_its_place(String pointer, @Nullable String value, String path, String sentence) {
        FormFault fault = fault(JSON.writeValueAsBytes(changed(pointer, value)));

        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault).hasMessageContaining(sentence);
    }

    static Stream<Arguments> faultsOfTwoYears() {
        String columns = "/tables/0/panels/0/columns";
        String rows = "/tables/0/panels/0/sections/0";
        return Stream.of(
                arguments(columns + "/0/level", "1", columns + "/0/level", "is of codes that have levels"),
                arguments(columns + "/6/change/from", "\"name\"", columns + "/6/change/from", "is the id of no column of money"),
                arguments(columns + "/6/change/from", "\"percent\"", columns + "/6/change/from", "is the id of no column of money"),
                arguments(columns + "/6/change/to", "\"prior\"", columns + "/6/change/to", "is held against itself"),
                arguments(columns + "/6/change/as", "\"RATIO\"", columns + "/6/change/as", "must be one of [AMOUNT, PERCENT]"),
                arguments(columns + "/6/change/percentSign", "true", columns + "/6/change/percentSign", "is of a percentage only"),
                arguments(columns + "/6/change/fromZero", "\"-\"", columns + "/6/change/fromZero", "is of a percentage only"),
                arguments(columns + "/7/change/fromZero", "\"100\"", columns + "/7/change/fromZero", "must be empty, - or —"),
                arguments(columns + "/7/change/zero", "\"0\"", columns + "/7/change/zero", "is no field"),
                arguments(columns + "/7/zero", "\"0\"", columns + "/7/zero", "is no field"),
                arguments(columns + "/2/sum", "[\"change\"]", columns + "/2/sum/0", "is the id of nothing"),
                arguments(columns + "/2/sum", "[\"priorOther\",\"total\"]", columns + "/2/sum/1", "is of another year than priorOther"),
                arguments(rows + "/0/levels", "[1]", rows + "/0/levels", "is no field"),
                arguments(rows + "/0/by", "\"UNIT\"", rows + "/0/under", "is what the rows are by"),
                arguments(rows + "/0/by", "\"ECONOMIC\"", rows + "/0/levels", "is missing"),
                arguments(rows + "/0/under", "\"PROJECT\"", rows + "/0/under", "must be one of [UNIT, FUNCTION]"),
                arguments(rows + "/1/id", "\"projects/1\"", rows + "/1", "begins as the rows of projects do"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faultsOfTwoYears")
    void so_is_what_is_wrong_between_two_years_or_projects(String pointer, @Nullable String value, String path, String sentence) {
        FormFault fault = fault(JSON.writeValueAsBytes(SampleForm.changed(SampleForm.OF_TWO_YEARS, pointer, value)));

        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault).hasMessageContaining(sentence);
    }

    @Test
    void what_the_language_has_grown_by_is_not_written_where_it_is_left_out() {
        Form two = FormReader.read(bytes(SampleForm.OF_TWO_YEARS));
        String written = new String(ContractJson.write(two), StandardCharsets.UTF_8);

        assertThat(new String(ContractJson.write(FormReader.read(bytes(SampleForm.WHOLE))), StandardCharsets.UTF_8))
                .doesNotContain("year\":\"", "change", "\"under\":\"");
        assertThat(written).contains("\"plus\":false").doesNotContain("levels", "null");
        assertThat(FormReader.read(bytes(written))).isEqualTo(two);
    }

    @Test
    void what_is_no_json_is_refused_where_it_stops_being_that() {
        assertThat(fault(bytes("{\"id\": \"a\", \"id\": \"b\"}"))).hasMessageContaining("Duplicate").extracting(FormFault::path).isEqualTo("/id");
        assertThat(fault(bytes(SampleForm.WHOLE + "{}"))).hasMessageContaining("is not JSON");
        assertThat(fault(bytes(""))).hasMessageContaining("is not JSON");
        assertThat(fault(bytes("null"))).hasMessageContaining("must be an object");
        assertThat(fault(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})).hasMessageContaining("is not UTF-8");
    }

    @Test
    void a_form_in_a_fact_is_read_as_strictly() {
        assertThatThrownBy(() -> ContractJson.read(bytes(SampleForm.WHOLE.replace("\"places\"", "\"place\"")), Form.class))
                .hasRootCauseInstanceOf(FormFault.class)
                .hasRootCauseMessage("is missing");
        assertThatThrownBy(() -> ContractJson.read(JSON.writeValueAsBytes(changed("/tables", objects(100_000))), Form.class))
                .hasRootCauseMessage("must have at most 262144 bytes, has 300153");
    }

    @Test
    void nothing_large_is_looked_into() {
        assertThat(fault(new byte[FormLimits.BYTES_MAX + 1])).hasMessageContaining("at most 262144 bytes, has 262145");
        assertThat(fault(bytes("[".repeat(100_000)))).hasMessageContaining("is deeper than 20");
        assertThat(fault(JSON.writeValueAsBytes(changed("/tables", objects(41)))).path()).isEqualTo("/tables");
        String panel = "/tables/0/panels/0";
        assertThat(fault(JSON.writeValueAsBytes(changed("/tables/0/panels", objects(5)))).path()).isEqualTo("/tables/0/panels");
        assertThat(fault(JSON.writeValueAsBytes(changed(panel + "/columns", objects(61)))).path()).isEqualTo(panel + "/columns");
        assertThat(fault(JSON.writeValueAsBytes(changed(panel + "/sections/0", objects(80_000)))))
                .hasMessage("must have 1 to 1000 elements, has 80000");
        assertThat(fault(JSON.writeValueAsBytes(changed(panel + "/sections", objects(11)))).path()).isEqualTo(panel + "/sections");
        assertThat(fault(JSON.writeValueAsBytes(changed("/tables/0/notes", objects(11)))).path()).isEqualTo("/tables/0/notes");
    }

    @Test
    void what_is_accepted_is_read_again_as_it_is_written() {
        ObjectNode form = changed("/tables/0/panels/0/sections/2", rows(990));
        ArrayNode tables = (ArrayNode) form.get("tables");
        for (int i = 1; i < 5; i++) {
            tables.add(((ObjectNode) tables.get(0).deepCopy()).put("id", "t" + i));
        }
        assertThat(JSON.writeValueAsBytes(form)).hasSizeLessThan(FormLimits.BYTES_MAX);
        assertThat(fault(JSON.writeValueAsBytes(form))).hasMessageStartingWith("must have at most 262144 bytes, has 2");
        tables.remove(4);
        byte[] written = ContractJson.write(FormReader.read(JSON.writeValueAsBytes(form)));
        assertThat(ContractJson.write(FormReader.read(written))).isEqualTo(written);
    }

    @Test
    void rows_and_columns_are_bounded_in_all_panels_and_sections_together() {
        ObjectNode form = changed("/tables/0/panels/0/sections/2", rows(997));
        assertThat(fault(JSON.writeValueAsBytes(form))).hasMessage("must have at most 1000 rows, has 1001");
        assertThat(FormReader.read(JSON.writeValueAsBytes(changed("/tables/0/panels/0/sections/2", rows(996))))).isNotNull();

        ObjectNode wide = changed("/tables/0/panels/1",
                "{\"columns\":[{\"id\":\"w\",\"title\":\"W\",\"text\":\"LABEL\"}" + columns(56) + "],\"sections\":[[{\"label\":\"x\",\"sum\":[]}]]}");
        assertThat(fault(JSON.writeValueAsBytes(wide))).hasMessage("must have at most 60 columns, has 62");

        ObjectNode large = changed("/tables/0/panels/1",
                "{\"columns\":[{\"id\":\"w\",\"title\":\"W\",\"text\":\"LABEL\"}" + columns(50) + "],\"sections\":[" + rows(100) + "]}");
        assertThat(fault(JSON.writeValueAsBytes(large))).hasMessage("must have at most 5000 cells of money, has 5012");
    }

    private static FormFault fault(byte[] json) {
        return catchThrowableOfType(FormFault.class, () -> FormReader.read(json));
    }

    private static ObjectNode changed(String pointer, @Nullable String value) {
        return SampleForm.changed(SampleForm.WHOLE, pointer, value);
    }

    private static String text(int length) {
        return '"' + "长".repeat(length) + '"';
    }

    private static String list(int size) {
        return "[" + String.join(",", Collections.nCopies(size, "\"basic\"")) + "]";
    }

    private static String objects(int size) {
        return "[" + String.join(",", Collections.nCopies(size, "{}")) + "]";
    }

    private static String rows(int size) {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            rows.append(i == 0 ? "" : ",").append("{\"label\":\"行").append(i).append("\",\"sum\":[]}");
        }
        return rows.append("]").toString();
    }

    private static String columns(int size) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < size; i++) {
            columns.append(",{\"id\":\"c").append(i).append("\",\"title\":\"C\",\"sum\":[]}");
        }
        return columns.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
