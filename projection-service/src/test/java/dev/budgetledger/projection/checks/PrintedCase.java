package dev.budgetledger.projection.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.disclosure.SampleTemplates;

/** Sets of tables that other places published, as they printed them, with what their texts state. */
enum PrintedCase {
    CZJ("czj-2025", "/forms/putuo-department-2025.json", UnitNature.ADMINISTRATIVE, "123456789"),
    SHCZJ("shczj-2025", "/forms/shanghai-unit-2025.json", UnitNature.ADMINISTRATIVE, "123456789"),
    FULIYUAN("fuliyuan-2024", "/cases/fuliyuan-2024/form.json", UnitNature.INSTITUTION, "123456789"),
    SFJ("sfj-2026", "/cases/sfj-2026/form.json", UnitNature.ADMINISTRATIVE, "23589");

    private final String place;
    private final String form;
    private final UnitNature nature;
    private final String numbers;

    PrintedCase(String place, String form, UnitNature nature, String numbers) {
        this.place = place;
        this.form = form;
        this.nature = nature;
        this.numbers = numbers;
    }

    Form form() {
        return FormReader.read(text(form).getBytes(StandardCharsets.UTF_8));
    }

    int year() {
        return Integer.parseInt(place.substring(place.indexOf('-') + 1));
    }

    UnitNature nature() {
        return nature;
    }

    String place() {
        return place;
    }

    /** The tables only, each in a file that is called by its place in the disclosure. */
    Publication tables() {
        Publication published = Publication.empty();
        numbers.chars().mapToObj(Character::toString)
                .forEach(number -> published.with("t" + number + ".csv", text("/cases/" + place + "/t" + number + ".csv")));
        return published;
    }

    Publication all() {
        return tables().with("statements.csv", text("/cases/" + place + "/statements.csv"));
    }

    List<Result> check(Publication published) {
        return check(published, nature);
    }

    List<Result> check(Publication published, @Nullable UnitNature said) {
        return Checks.run(read(published, said), SampleTemplates.all().of(year()).sameMoney());
    }

    PrintedTables read(Publication published, @Nullable UnitNature said) {
        try {
            return ImportedTables.read(new ByteArrayInputStream(published.zip()), form(), year(), null, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try (InputStream in = PrintedCase.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
