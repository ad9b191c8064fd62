package dev.budgetledger.edge.openapi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnswerSchemasTest {

    record PaperDocument(String no, @Nullable LocalDate on) {}

    record TableDocument(
            @JsonUnwrapped PaperDocument paper,
            @JsonProperty("switch") boolean on,
            List<CellDocument> cells,
            @Nullable CellDocument first,
            Map<String, String> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long lag) {
        record CellDocument(Money amount) {}
    }

    /** Holds a record of the name that another has. */
    record TableCell(String other) {}

    @Test
    void what_is_written_always_is_required_and_what_may_be_null_says_so() {
        AnswerSchemas schemas = new AnswerSchemas(true);

        assertThat(schemas.of(TableDocument.class)).hasToString("{\"$ref\":\"#/components/schemas/AnswerSchemasTestTable\"}");
        assertThat(schemas.components().get("AnswerSchemasTestTable")).isEqualTo(JsonMapper.shared().readTree("""
                {"type":"object","required":["no","on","switch","cells","first","parts"],"properties":{
                "no":{"type":"string"},"on":{"type":["string","null"],"format":"date"},"switch":{"type":"boolean"},
                "cells":{"type":"array","items":{"$ref":"#/components/schemas/AnswerSchemasTestTableCell"}},
                "first":{"anyOf":[{"$ref":"#/components/schemas/AnswerSchemasTestTableCell"},{"type":"null"}]},
                "parts":{"type":"object","additionalProperties":{"type":"string"}},
                "lag":{"type":"integer","format":"int64"}}}"""));
    }

    @Test
    void where_nothing_is_written_for_null_it_may_be_absent() {
        AnswerSchemas schemas = new AnswerSchemas(false);
        schemas.of(PaperDocument.class);

        assertThat(schemas.components().get("AnswerSchemasTestPaper")).isEqualTo(JsonMapper.shared().readTree("""
                {"type":"object","required":["no"],"properties":{"no":{"type":"string"},"on":{"type":"string","format":"date"}}}"""));
    }

    @Test
    void two_records_of_one_name_are_not_merged() {
        AnswerSchemas schemas = new AnswerSchemas(true);
        schemas.of(TableDocument.class);

        assertThatThrownBy(() -> schemas.of(TableCell.class)).hasMessageContaining("are both called AnswerSchemasTestTableCell");
    }

    @Test
    void a_record_of_the_contract_has_the_schema_of_the_contract() {
        AnswerSchemas schemas = new AnswerSchemas(true);
        schemas.of(CommandResult.class);

        assertThat(schemas.components()).containsOnlyKeys("CommandResult", "Receipt", "Problem", "Fault",
                "DryRun", "UnrecordedFact", "BudgetChange", "BudgetTotals", "LineChange", "AmountChange", "Line");
        assertThat(String.valueOf(schemas.components().get("CommandResult")))
                .contains("\"oneOf\"", "#/components/schemas/Receipt").doesNotContain("$defs", "$id");
    }
}
