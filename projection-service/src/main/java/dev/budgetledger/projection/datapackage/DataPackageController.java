package dev.budgetledger.projection.datapackage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.files.StoredZip;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.UnitParameters;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

/** Hands out the lines of a budget as a Fiscal Data Package. */
@RestController
@Tag(name = "Document 公开文档")
class DataPackageController {

    private static final String ZIP = "application/zip";

    /** So many are made at once. */
    private final Places places = new Places(2);

    private final BudgetReader reader;
    private final ChartReader chart;

    DataPackageController(BudgetReader reader, ChartReader chart) {
        this.reader = reader;
        this.chart = chart;
    }

    /** The whole package is made before the first byte is sent, so what goes wrong is answered, not cut off. */
    @GetMapping(path = "/v1/disclosures/{department}/{year}/datapackage", produces = ZIP)
    @Operation(summary = "财政数据包: the lines of a budget at an as-of point as a Fiscal Data Package 1.0, a zip")
    ResponseEntity<Resource> dataPackage(@PathVariable String department, @PathVariable String year, DataPackageQuery query)
            throws IOException {
        UnitParameters of = new UnitParameters(query.unit(), null);
        BudgetAsOf budget = of.read(reader, ParameterValues.budget(department, year), query.asOf().question(),
                query.basis() == null ? Basis.ADJUSTED : query.basis());
        HttpHeaders headers = AsOfDocument.of(budget.asOf()).headers();
        Path file = made(budget);
        headers.setContentType(MediaType.parseMediaType(ZIP));
        headers.setContentLength(Files.size(file));
        headers.setContentDisposition(ContentDisposition.attachment().filename("budget-" + budget.id().stream() + "-datapackage.zip").build());
        return ResponseEntity.ok().headers(headers)
                .body(new InputStreamResource(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
    }

    private Path made(BudgetAsOf budget) throws IOException {
        Path file = Files.createTempFile("datapackage-", ".zip");
        try (Places.Place _ = places.take(); StoredZip zip = new StoredZip(new BufferedOutputStream(Files.newOutputStream(file)))) {
            DataPackage.addTo(zip, "", budget, chart.units(budget.id(), budget.asOf()), chart.projects(budget.id(), budget.asOf()));
            zip.end();
            return file;
        } catch (IOException | RuntimeException e) {
            Files.delete(file);
            throw e;
        }
    }

    /** What may be asked of a data package. */
    record DataPackageQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default)")
            @Nullable Basis basis,
            @Parameter(description = "the code of a unit 预算单位: its lines; else the whole department's")
            @Nullable UnitName unit)
            implements Query {}
}
