package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;

/** Serves the forms that tables may be asked for in. */
@RestController
@Tag(name = "Tables 公开表")
record FormController(AskedForms forms, BudgetReader reader) {

    private static final int FORMS_PER_PAGE_MAX = 100;

    /**
     * 公开表样.
     *
     * @param position of the fact that adopted it; absent if it came with the release
     * @param sha256 of its canonical JSON (RFC 8785), as a publication pins it
     */
    @JsonPropertyOrder({"id", "name", "jurisdiction", "level", "of", "from", "through", "position", "sha256", "tables", "href"})
    record FormLink(
            String id,
            String name,
            String jurisdiction,
            Form.Level level,
            Form.Of of,
            int from,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer through,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long position,
            String sha256,
            List<String> tables,
            String href) {

        static FormLink of(AskedForms.Known known, long position) {
            Form form = known.form();
            return new FormLink(form.id(), form.name(), form.jurisdiction(), form.level(), form.of(),
                    form.fiscalYears().from(), form.fiscalYears().through(), known.position(), form.sha256(),
                    form.tables().stream().map(TableForm::id).toList(), "/v1/forms/" + form.id() + "?position=" + position);
        }
    }

    /**
     * Forms by id.
     *
     * @param position through which facts count
     * @param next where there are more; null if there are none
     */
    record FormList(long position, List<FormLink> forms, @Nullable String next) {}

    @GetMapping(path = "/v1/forms", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开表样: the forms that tables may be asked for in")
    ResponseEntity<FormList> forms(FormsQuery query) {
        int limit = query.limit() == null
                ? FORMS_PER_PAGE_MAX
                : ParameterValues.number("limit", query.limit().toString(), 1, FORMS_PER_PAGE_MAX);
        String after = query.after() == null ? "" : query.after();
        if (query.after() != null && !Form.isId(after)) {
            throw ProblemException.invalid("after", "not the id of a form: " + PlainText.quoted(after));
        }
        AsOf point = query.known().point(reader);
        long position = point.position();
        List<AskedForms.Known> found = forms.all(after, position, limit + 1);
        var page = Paging.slice(found, limit, each -> each.form().id());
        FormList list = new FormList(position, page.shown().stream().map(known -> FormLink.of(known, position)).toList(),
                page.last() == null ? null : "/v1/forms?position=" + position + "&after=" + page.last() + "&limit=" + limit);
        return ResponseEntity.ok().headers(Paging.linking(AsOfDocument.of(point).headers(), list.next())).body(list);
    }

    @GetMapping(path = "/v1/forms/{form}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开表样: a form, as it may be adopted again")
    Form form(@PathVariable String form, KnownParameters query) {
        return forms.form(form, query.position(reader)).form();
    }

    record FormsQuery(
            KnownParameters known,
            @Parameter(description = "forms after the one with this id", schema = @Schema(pattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$"))
            @Nullable String after,
            @Parameter(description = "at most this many forms, 1 to 100; 100 by default", schema = @Schema(minimum = "1", maximum = "100"))
            @Nullable Integer limit)
            implements Query {}
}
