package dev.budgetledger.projection.checks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** The published tables of department 301 for 2023 as files, to be changed and packed. */
final class Publication {

    private static final Templates TEMPLATES = SampleTemplates.all();

    private final Map<String, String> files = new LinkedHashMap<>();

    static Publication reference() {
        Publication published = new Publication();
        for (TableId id : TableId.values()) {
            String file = ReferenceFiles.fileOf(id);
            published.files.put(file, ReferenceFiles.text(file));
        }
        return published.with("statements.csv", ReferenceFiles.text("statements.csv"));
    }

    static Publication empty() {
        return new Publication();
    }

    Publication with(String file, String csv) {
        files.put(file, csv);
        return this;
    }

    Publication without(String... gone) {
        files.keySet().removeAll(List.of(gone));
        return this;
    }

    /** Something that stands once in a file, replaced. */
    Publication doctored(String file, String published, String doctored) {
        String csv = Objects.requireNonNull(files.get(file), file);
        assertThat(csv.split(Pattern.quote(published), -1)).as(file + ": " + published).hasSize(2);
        return with(file, csv.replace(published, doctored));
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    List<Result> results() {
        return results(UnitNature.ADMINISTRATIVE);
    }

    List<Result> results(@Nullable UnitNature nature) {
        return run(read(zip(), nature));
    }

    Set<String> idsOf(Verdict verdict) {
        return ids(results(), verdict);
    }

    static PrintedTables read(byte[] zip, @Nullable UnitNature nature) {
        try {
            return ImportedTables.read(
                    new ByteArrayInputStream(zip), TEMPLATES.of(2023).form(), 2023, null, nature);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Result> run(PrintedTables tables) {
        return Checks.run(tables, TEMPLATES.of(2023).sameMoney());
    }

    static List<Check> checks() {
        return Checks.of(
                FormPlan.of(TEMPLATES.of(2023).form(), 2023, UnitNature.of(UnitNature.ADMINISTRATIVE)),
                TEMPLATES.of(2023).sameMoney());
    }

    /** As they are served where no form is asked for. */
    static List<Result> served(BudgetAsOf budget, @Nullable BudgetAsOf prior, Unit unit) {
        Template template = TEMPLATES.of(budget.fiscalYear());
        return run(ServedTables.of(
                template.form(),
                Arrays.stream(TableId.values()).map(id -> Disclosure.table(id, budget, template)).toList(),
                _ -> unit,
                budget,
                ServedTables.statements(budget, prior, TEMPLATES, unit)));
    }

    static Set<String> ids(List<Result> results, Verdict verdict) {
        Set<String> ids = new TreeSet<>();
        results.stream().filter(result -> result.verdict() == verdict).forEach(result -> ids.add(result.check().id()));
        return ids;
    }
}
