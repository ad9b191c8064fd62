package dev.budgetledger.projection.comparison;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.ParameterValues;

/** Serves what changed since a publication: changes that begin at the point it pins, with its basis and unit. */
@RestController
@Tag(name = "Publications 公开")
class SincePublicationController {

    private final PublicationReader publications;
    private final ChangesController changes;

    SincePublicationController(PublicationReader publications, ChangesController changes) {
        this.publications = publications;
        this.changes = changes;
    }

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/publications/{number}/changes",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开后变动: the cells that changed since a publication, split by cause, and their postings")
    ResponseEntity<ChangesDocument> changesSince(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String number,
            SincePublicationQuery query) {
        LoggedPublication published = publications.one(ParameterValues.budget(department, year), number);
        return changes.changes(department, year, query.since(published));
    }
}
