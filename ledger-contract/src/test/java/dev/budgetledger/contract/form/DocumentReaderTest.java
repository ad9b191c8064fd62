package dev.budgetledger.contract.form;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.form.DocumentForm.Numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The document of a form says where figures stand and holds none, or it is refused with the place of the fault. */
class DocumentReaderTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DOCUMENT = "/document";
    private static final String SLOTS = DOCUMENT + "/slots";
    private static final String PARTS = DOCUMENT + "/parts";
    private static final String BLOCKS = PARTS + "/1/blocks";
    private static final String TEXT = BLOCKS + "/3/items/1/1";
    private static final String SPANS = BLOCKS + "/5/text";
    private static final String SHEET = BLOCKS + "/6";
    private static final String FUNCTIONS = BLOCKS + "/7";
    private static final String PROJECTS = BLOCKS + "/8";

    @Test
    void what_is_left_out_has_one_meaning_and_is_written_out() {
        Form form = SampleForm.ofADocument();
        byte[] written = ContractJson.write(form);
        DocumentForm small = document("""
                {"title": "预算", "amounts": {"measure": "YUAN", "format": {"places": 2}}, "parts": [
                  {"id": "all", "title": "说明", "blocks": [{"text": "无。"}, {"list": "GOALS"},
                    {"sheet": "ASSETS", "columns": [{"title": "类别", "field": "CATEGORY"}]}]}]}""");

        assertThat(form.slots()).containsExactlyInAnyOrder("duties", "change", "purpose.", "about.");
        assertThat(FormReader.read(written)).isEqualTo(form);
        assertThat(ContractJson.read(written, Form.class)).isEqualTo(form);
        assertThat(ContractJson.write(FormReader.read(written))).isEqualTo(written);
        assertThat(SampleForm.whole().document()).isNull();
        assertThat(small).isEqualTo(document("""
                {"title": "预算", "contents": "目录", "corners": [], "slots": [], "numbering": "NONE",
                 "amounts": {"measure": "YUAN", "format": {"places": 2, "shortest": false, "grouping": false, "zero": ""}},
                 "parts": [{"id": "all", "title": "说明", "numbering": "NONE", "parts": [], "blocks": [
                   {"text": ["无。"]}, {"list": "GOALS", "numbering": "NONE"},
                   {"sheet": "ASSETS", "corners": [], "totals": [], "measure": "WAN_YUAN",
                    "format": {"places": 2}, "columns": [{"title": "类别", "under": [], "field": "CATEGORY"}]}]}]}"""));
        assertThat(small.numbering()).isEqualTo(Numbering.NONE);
    }

    private static DocumentForm document(String json) {
        return assertThat(FormReader.read(bytes(DOCUMENT, json)).document()).isNotNull().actual();
    }

    /** The deepest that the language can say. */
    @Test
    void a_sentence_may_stand_as_deep_as_the_language_goes() {
        String deepest = """
                {"id": "inner", "title": "内", "blocks": [{"each": "PROJECT", "blocks": [{"items": [[
                  {"when": {"of": {"sides": ["INCOME"]}, "is": ["SOME"]}, "text": [{"amount": {"sides": ["INCOME"]}}]}]]}]}]}""";
        byte[] written = ContractJson.write(FormReader.read(bytes(PARTS + "/0/parts/0", deepest)));

        assertThat(ContractJson.write(FormReader.read(written))).isEqualTo(written);
    }

    private static String each(String by, String between, String text) {
        return "{\"each\":\"" + by + "\"" + between + ",\"text\":" + text + "}";
    }

    static Stream<Arguments> faults() {
        String digits = "must not hold digits";
        return Stream.of(
                arguments(DOCUMENT, "[]", DOCUMENT, "must be an object"),
                arguments(DOCUMENT + "/pages", "1", DOCUMENT + "/pages", "is no field"),
                arguments(DOCUMENT + "/title", null, DOCUMENT + "/title", "is missing"),
                arguments(DOCUMENT + "/title", "\"2025年部门预算\"", DOCUMENT + "/title", digits),
                arguments(DOCUMENT + "/title", "\"１号\"", DOCUMENT + "/title", digits),
                arguments(DOCUMENT + "/title", "\"{name}\"", DOCUMENT + "/title", "no other braces"),
                arguments(DOCUMENT + "/title", "\"=和\"", DOCUMENT + "/title", "formula"),
                arguments(DOCUMENT + "/title", text(2001), DOCUMENT + "/title", "at most 2000 characters"),
                arguments(DOCUMENT + "/subtitle", "\"{measure}\"", DOCUMENT + "/subtitle", "no other braces"),
                arguments(DOCUMENT + "/contents", "\" \"", DOCUMENT + "/contents", "must not be blank"),
                arguments(DOCUMENT + "/corners", "[\"左\",\"中\",\"右\",\"外\"]", DOCUMENT + "/corners", "0 to 3 elements"),
                arguments(DOCUMENT + "/corners/0", "\"{group}\"", DOCUMENT + "/corners/0", "no other braces"),
                arguments(DOCUMENT + "/lineNumbers/columns", null, DOCUMENT + "/lineNumbers/columns", "is missing"),
                arguments(DOCUMENT + "/lineNumbers/cells", "\"格\"", DOCUMENT + "/lineNumbers/cells", "is no field"),
                arguments(DOCUMENT + "/amounts", null, DOCUMENT + "/amounts", "is missing"),
                arguments(DOCUMENT + "/amounts/measure", "\"FEN\"", DOCUMENT + "/amounts/measure", "must be one of [YUAN, WAN_YUAN]"),
                arguments(DOCUMENT + "/amounts/format/places", "7", DOCUMENT + "/amounts/format/places", "from 0 to 6"),
                arguments(DOCUMENT + "/numbering", "\"ROMAN\"", DOCUMENT + "/numbering", "must be one of [NONE, CHINESE"),
                arguments(SLOTS + "/1/id", "\"duties\"", SLOTS + "/1/id", "is the id of another: duties"),
                arguments(SLOTS + "/0/title", "\"职能1\"", SLOTS + "/0/title", digits),
                arguments(SLOTS + "/2/by", "\"UNIT\"", SLOTS + "/2/by", "must be one of [FUNCTION, PROJECT]"),
                arguments(SLOTS + "/0/required", "true", SLOTS + "/0/required", "must be an object"),
                arguments(SLOTS + "/1/required/change", null, SLOTS + "/1/required/change", "is missing"),
                arguments(SLOTS + "/1/required/change/sides", null, SLOTS + "/1/required/change/sides", "is missing"),
                arguments(SLOTS + "/1/required/amount", "\"100000\"", SLOTS + "/1/required/amount", "yuan with two places"),
                arguments(SLOTS + "/1/required/amount", "\"-1.00\"", SLOTS + "/1/required/amount", "yuan with two places"),
                arguments(SLOTS + "/1/required/percent", "0", SLOTS + "/1/required/percent", "from 1 to 1000"),
                arguments(SLOTS, objects(201), SLOTS, "must have 0 to 200 elements"),
                arguments(PARTS, "[]", PARTS, "must have 1 to 60 elements, has 0"),
                arguments(PARTS + "/0/parts/0/id", "\"tables\"", PARTS + "/0/parts/0/id", "is the id of another: tables"),
                arguments(PARTS + "/1/id", "\"basic\"", PARTS + "/1/id", "is the id of another: basic"),
                arguments(PARTS + "/0/parts", parts(59), PARTS, "must have at most 60 parts in all, has 61"),
                arguments(PARTS + "/0/parts/0/parts", "[{\"id\":\"x\",\"title\":\"深\"}]", PARTS + "/0/parts/0/parts", "must have 0 to 0"),
                arguments(PARTS + "/1/heading", "\"{class}\"", PARTS + "/1/heading", "no other braces"),
                arguments(BLOCKS, objects(101), BLOCKS, "must have 0 to 100 elements"),
                arguments(BLOCKS + "/0", "{}", BLOCKS + "/0", "must have one of heading, text, items, table, slot, list, sheet, each"),
                arguments(BLOCKS + "/0/level", "4", BLOCKS + "/0/level", "from 1 to 3"),
                arguments(BLOCKS + "/0/text", "\"又\"", BLOCKS + "/0/text", "is no field"),
                arguments(BLOCKS + "/1/text", "[]", BLOCKS + "/1/text", "must have 1 to 100 elements"),
                arguments(BLOCKS + "/1/text", objects(101), BLOCKS + "/1/text", "must have 1 to 100 elements"),
                arguments(BLOCKS + "/1/text", "\"截至8月\"", BLOCKS + "/1/text", digits),
                arguments(BLOCKS + "/2/slot", "\"reason\"", BLOCKS + "/2/slot", "must be the id of a slot"),
                arguments(BLOCKS + "/2/slot", "\"purpose\"", BLOCKS + "/2/slot", "is one of each FUNCTION"),
                arguments(BLOCKS + "/3/items/1/1/amount/sides", null, BLOCKS + "/3/items/1/1/amount/sides", "is missing"),
                arguments(BLOCKS + "/4/list", "\"SLOTS\"", BLOCKS + "/4/list", "must be one of [DUTIES, GOALS"),
                arguments(PARTS + "/0/parts/0/blocks/0/table", "\"balance\"", PARTS + "/0/parts/0/blocks/0/table", "id of a table"),
                arguments(SPANS + "/0", "{}", SPANS + "/0", "must be a text, or have one of amount, direction, slot, value, when"),
                arguments(SPANS + "/0/as", "\"SHARE\"", SPANS + "/0/as", "must be one of [THIS_YEAR"),
                arguments(SPANS + "/0/format/places", "2", SPANS + "/0/format/places", "is no field"),
                arguments(SPANS + "/1/direction", "{}", SPANS + "/1/direction/sides", "is missing"),
                arguments(SPANS + "/1/as", "\"CHANGE\"", SPANS + "/1/as", "is no field"),
                arguments(SPANS + "/2/slot", "\"about\"", SPANS + "/2/slot", "is one of each PROJECT"),
                arguments(SPANS + "/3/catalogue/0", "\"D\"", SPANS + "/3/catalogue/0", "must begin with A, B or C"),
                arguments(SPANS + "/3/value", "\"ASSETS\"", SPANS + "/3/catalogue", "is no field"),
                arguments(SPANS + "/4/when/is", "[]", SPANS + "/4/when/is", "must have 1 to 6 elements"),
                arguments(SPANS + "/4/when/is", "[\"MORE\",\"MORE\"]", SPANS + "/4/when/is", "twice"),
                arguments(SPANS + "/4/when/is", null, SPANS + "/4/when/is", "is missing"),
                arguments(SPANS + "/4/text/1", "{\"when\":{}}", SPANS + "/4/text/1", "must be a text, or have one of amount, direction, slot, value"),
                arguments(TEXT, each("PROJECT", "", "\"某\""), TEXT + "/between", "is missing"),
                arguments(TEXT, each("FUNCTION", ",\"between\":\"，\"", "\"某\""), TEXT + "/of", "is missing"),
                arguments(TEXT, each("PROJECT", ",\"between\":\"1\"", "\"某\""), TEXT + "/between", digits),
                arguments(TEXT, each("PROJECT", ",\"between\":\"，\"", "\"{class}\""), TEXT + "/text", "no other braces"),
                arguments(TEXT, each("PROJECT", ",\"between\":\"，\"", "[{\"each\":\"PROJECT\"}]"), TEXT + "/text/0", "slot, value, when"),
                arguments(TEXT, "{}", TEXT, "one of amount, direction, slot, value, when, each"),
                arguments(SHEET + "/sheet", "\"DUTIES\"", SHEET + "/sheet", "must be one of [INSTITUTIONS"),
                arguments(SHEET + "/corners", "[\"一\",\"二\",\"三\",\"四\"]", SHEET + "/corners", "0 to 3 elements"),
                arguments(SHEET + "/totals", "[\"一\",\"二\",\"三\"]", SHEET + "/totals", "0 to 2 elements"),
                arguments(SHEET + "/columns", "[]", SHEET + "/columns", "must have 1 to 60 elements"),
                arguments(SHEET + "/columns/0/field", "\"BASIS\"", SHEET + "/columns/0/field", "is not of PURCHASES"),
                arguments(SHEET + "/columns/0/of", "{}", SHEET + "/columns/0/of", "is no field"),
                arguments(SHEET + "/columns/0/title", "\"{name}\"", SHEET + "/columns/0/title", "no other braces"),
                arguments(SHEET + "/columns/1/of/kinds", "[\"PROJECT\"]", SHEET + "/columns/1/of", "funds and origins, but nothing else"),
                arguments(FUNCTIONS + "/each", "\"UNIT\"", FUNCTIONS + "/each", "must be one of [FUNCTION, PROJECT]"),
                arguments(FUNCTIONS + "/of", null, FUNCTIONS + "/of", "is missing"),
                arguments(FUNCTIONS + "/blocks/0/text/1/slot", "\"about\"", FUNCTIONS + "/blocks/0/text/1/slot", "is one of each PROJECT"),
                arguments(PROJECTS + "/of", "{\"sides\":[\"INCOME\"]}", PROJECTS + "/of", "is no field"),
                arguments(PROJECTS + "/blocks", "[]", PROJECTS + "/blocks", "must have 1 to 100 elements"),
                arguments(PROJECTS + "/blocks/0/heading", "\"{class}\"", PROJECTS + "/blocks/0/heading", "no other braces"),
                arguments(PROJECTS + "/blocks/0", "{\"each\":\"PROJECT\",\"blocks\":[]}", PROJECTS + "/blocks/0", "slot, list, sheet"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void what_is_wrong_is_named_with_its_place(String pointer, @Nullable String value, String path, String sentence) {
        FormFault fault = catchThrowableOfType(FormFault.class, () -> FormReader.read(bytes(pointer, value)));

        assertThat(fault).hasMessageContaining(sentence);
        assertThat(fault.path()).isEqualTo(path);
    }

    private static byte[] bytes(String pointer, @Nullable String value) {
        return JSON.writeValueAsString(SampleForm.changed(SampleForm.OF_A_DOCUMENT, pointer, value)).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(int length) {
        return '"' + "长".repeat(length) + '"';
    }

    private static String objects(int size) {
        return Collections.nCopies(size, "{}").toString();
    }

    private static String parts(int size) {
        List<String> parts = IntStream.range(0, size).mapToObj("{\"id\":\"p%d\",\"title\":\"部分\"}"::formatted).toList();
        return parts.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
