package dev.budgetledger.projection.disclosure.http;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.web.Query;

/** In whose form tables are. */
public record FormParameters(
        @Parameter(description = "公开表样: the id of one of the forms; else that of the place of the budget, or of the year")
        @Nullable String form)
        implements Query {

    /** The same question in an address. */
    public String inAddress() {
        return form == null ? "" : "&form=" + form;
    }
}
