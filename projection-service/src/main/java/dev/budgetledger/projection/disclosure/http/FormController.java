package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.web.Query;

/** Lists the forms that tables may be asked for in. */
@RestController
@Tag(name = "Tables 公开表")
class FormController {

    private final AskedForms forms;

    FormController(AskedForms forms) {
        this.forms = forms;
    }

    /** 公开表样. */
    @JsonPropertyOrder({"id", "name", "jurisdiction", "level", "of", "from", "through", "tables"})
    record FormLink(
            String id,
            String name,
            String jurisdiction,
            Form.Level level,
            Form.Of of,
            int from,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer through,
            List<String> tables) {

        static FormLink of(Form form) {
            return new FormLink(form.id(), form.name(), form.jurisdiction(), form.level(), form.of(),
                    form.fiscalYears().from(), form.fiscalYears().through(),
                    form.tables().stream().map(table -> table.id()).toList());
        }
    }

    record FormList(List<FormLink> forms) {}

    @GetMapping(path = "/v1/forms", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开表样: the forms that tables may be asked for in")
    FormList forms(Query.None query) {
        return new FormList(forms.all().stream().map(FormLink::of).toList());
    }
}
