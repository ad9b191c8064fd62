package dev.budgetledger.standalone;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.form.BlockForm;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.FiscalYears;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormLimits;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.form.NumberFormat;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.contract.form.TableForm;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms that everybody gets are forms, and the page about them says what the language is. */
class FormsTest {

    private static final Markdown PAGE = Markdown.page("docs/reference/forms.md");

    @Test
    void every_file_is_a_form_and_is_called_by_its_id() throws IOException {
        try (Stream<Path> files = Files.list(Markdown.file("docs/forms"))) {
            List<Path> forms = files.toList();
            assertThat(forms).hasSizeGreaterThanOrEqualTo(3);
            for (Path file : forms) {
                assertThat(FormReader.read(Files.readAllBytes(file)).id() + ".json").isEqualTo(file.getFileName().toString());
            }
        }
    }

    @Test
    void the_example_is_a_form() {
        List<String> json = Markdown.jsonBlocks(PAGE.text());
        assertThat(json).hasSize(2);
        assertThat(FormReader.read(json.getFirst().getBytes(StandardCharsets.UTF_8)).tables()).hasSize(1);

        Map<Object, Object> form = new LinkedHashMap<>();
        for (String part : json) {
            Map<?, ?> fields = ContractJson.read(part.getBytes(StandardCharsets.UTF_8), Map.class);
            form.putAll(fields);
        }
        assertThat(FormReader.read(form).slots()).containsExactly("basic-change");
    }

    @Test
    void every_field_of_the_language_is_on_the_page() {
        for (Class<?> type : List.of(Form.class, FiscalYears.class, TableForm.class, TableForm.Panel.class, TableForm.Note.class,
                NumberFormat.class, ColumnForm.Words.class, ColumnForm.Amount.class, RowForm.Fixed.class, RowForm.Coded.class,
                RowForm.Listed.class, Selector.class, DocumentForm.class, DocumentForm.LineNumbers.class, DocumentForm.SlotForm.class,
                DocumentForm.Required.class, DocumentForm.PartForm.class, BlockForm.Heading.class, BlockForm.Paragraph.class,
                BlockForm.Items.class, BlockForm.TableOf.class, BlockForm.SlotOf.class, BlockForm.ListOf.class, BlockForm.SheetOf.class,
                BlockForm.SheetColumn.class, BlockForm.Each.class, SpanForm.Amount.class, SpanForm.Direction.class,
                SpanForm.Slot.class, SpanForm.Value.class, SpanForm.Each.class, SpanForm.Conditional.class)) {
            for (RecordComponent field : type.getRecordComponents()) {
                assertThat(PAGE.text()).as(type.getSimpleName()).contains("`" + field.getName() + "`");
            }
        }
    }

    @Test
    void every_limit_is_on_the_page() throws IllegalAccessException {
        Map<String, String> limits = new HashMap<>();
        for (Field limit : FormLimits.class.getFields()) {
            limits.put(limit.getName(), String.valueOf(limit.get(null)));
        }
        assertThat(Markdown.codeRows(PAGE.section(2, "Refusals"))).isEqualTo(limits);
    }
}
