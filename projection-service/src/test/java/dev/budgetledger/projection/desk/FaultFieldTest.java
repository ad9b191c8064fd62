package dev.budgetledger.projection.desk;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.CommandBody.LineBody;
import dev.budgetledger.contract.CommandBody.LinesBody;
import dev.budgetledger.contract.CommandBody.TransferBody;
import dev.budgetledger.projection.console.Wording;

import static org.assertj.core.api.Assertions.assertThat;

class FaultFieldTest {

    @ParameterizedTest
    @CsvSource({
        "documentNo, documentNo, 文号, Document",
        "lines[0].amount, lines[0].amount, 指标 1 · 金额, Line 1 · Amount",
        "lines[11].economic, lines[11].economic, 指标 12 · 部门经济分类科目, Line 12 · Economic class of the department",
        "lines[2], lines[2].line, 指标 3, Line 3",
        "lines, lines[0].line, 指标, Line",
        "lines[0].line, lines[0].line, 指标 1 · 已有指标, Line 1 · A line of this budget",
        "lines[1].colour, lines[1].line, 指标 2 · colour, Line 2 · colour",
        "'', '', '', ''",
        "Idempotency-Key, '', Idempotency-Key, Idempotency-Key",
        "lines[0].\"><script>, lines[0].line, 指标 1 · \"><script>, Line 1 · \"><script>",
    })
    void a_fault_is_called_as_its_form_calls_it(String field, String id, String chinese, String english) {
        assertThat(FaultField.of(LinesBody.class, field)).isEqualTo(new FaultField(id, new Wording(chinese, english)));
    }

    @ParameterizedTest
    @CsvSource({
        "缺少 documentNo, documentNo, 缺少 文号",
        "lines[0].amount is no amount, lines[0].amount, 文号 is no amount",
        "line requires function, '', line requires function",
        "an amount of amounts, amount, an 文号 of amounts",
        "lines[0].amount, amount, lines[0].amount",
    })
    void a_sentence_that_names_the_field_calls_it_so_too(String sentence, String path, String said) {
        assertThat(FaultField.inWords(sentence, path, new Wording("文号", "Document"))).isEqualTo(said);
    }

    @Test
    void both_sides_of_a_transfer_are_distinguished() {
        assertThat(FaultField.of(TransferBody.class, "from.economic").called().chinese()).isEqualTo("调出 · 部门经济分类科目");
        assertThat(FaultField.of(TransferBody.class, "to").id()).isEqualTo("to.line");
    }

    @Test
    void every_field_of_every_form_is_found() {
        assertThat(DeskForm.ALL).allSatisfy(form -> assertThat(Arrays.stream(form.body().getRecordComponents()))
                .allSatisfy(field -> assertThat(FaultField.of(form.body(), field.getName()).id()).startsWith(field.getName())));
        assertThat(Arrays.stream(LineBody.class.getRecordComponents()))
                .allSatisfy(field -> assertThat(FaultField.of(LinesBody.class, "lines[0]." + field.getName()).id()).isEqualTo("lines[0]." + field.getName()));
    }
}
