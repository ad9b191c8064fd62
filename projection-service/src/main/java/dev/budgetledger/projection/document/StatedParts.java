package dev.budgetledger.projection.document;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.Part;
import dev.budgetledger.projection.entries.StatementReader.Said;

/** 陈述: what a document says that counts at a point, by part and key. */
public final class StatedParts {

    /** What a unit that says nothing of it has from its department, though it says something else. */
    private static final Set<Part> SHARED = EnumSet.of(Part.PROFILE, Part.EXPLANATION);

    private final List<Said> said;
    private final Map<Part, Map<String, Fact.StatementMade>> parts;
    private final @Nullable String ofUnit;

    private StatedParts(List<Said> said, @Nullable String ofUnit) {
        this.said = List.copyOf(said);
        this.parts = byPart(said);
        this.ofUnit = ofUnit;
    }

    /**
     * What the document of a department says, or of one of its units. A unit that says nothing of itself has what its department says; one that says
     * something has only that, and of the department 概况 and 说明 of which it says nothing.
     *
     * @param said one of each part, key and unit, in the order of keys
     * @param unit the code of the unit; null for the department
     */
    public static StatedParts of(List<Said> said, @Nullable String unit) {
        List<Said> ofDepartment = said.stream().filter(each -> each.isOf(null)).toList();
        List<Said> own = said.stream().filter(each -> each.isOf(unit)).toList();
        if (unit == null || own.isEmpty()) {
            return new StatedParts(ofDepartment, null);
        }
        Map<Part, Map<String, Fact.StatementMade>> ofUnit = byPart(own);
        return new StatedParts(said.stream()
                .filter(each -> each.isOf(unit) || (each.isOf(null) && SHARED.contains(part(each.fact()))
                        && !ofUnit.getOrDefault(part(each.fact()), Map.of()).containsKey(key(each.fact()))))
                .toList(), unit);
    }

    private static Map<Part, Map<String, Fact.StatementMade>> byPart(List<Said> said) {
        Map<Part, Map<String, Fact.StatementMade>> parts = new EnumMap<>(Part.class);
        said.forEach(each -> parts.computeIfAbsent(part(each.fact()), _ -> new LinkedHashMap<>()).put(key(each.fact()), each.fact()));
        return parts;
    }

    private static Part part(Fact.StatementMade made) {
        return made.statement().content().part();
    }

    private static String key(Fact.StatementMade made) {
        return Objects.requireNonNullElse(made.key(), "");
    }

    /** The statements of it, one of each part and key, in the order of keys. */
    public List<Said> said() {
        return said;
    }

    /** What was said of a part and key. */
    <C extends Statement.Content> Optional<C> of(Part part, String key, Class<C> type) {
        return Optional.ofNullable(all(part).get(key)).map(made -> type.cast(made.statement().content()));
    }

    /**
     * A field of what was said of a part and key, or would be.
     *
     * @param key null, or empty, where there is one of the part
     * @param field a JSON Pointer (RFC 6901) into it
     */
    Source source(Part part, @Nullable String key, String field) {
        String of = Objects.requireNonNullElse(key, "");
        Fact.StatementMade made = all(part).get(of);
        return new Source.OfStatement(
                part.name(), of.isEmpty() ? null : of, made != null ? made.ofUnit() : SHARED.contains(part) ? null : ofUnit, field);
    }

    private Map<String, Fact.StatementMade> all(Part part) {
        return parts.getOrDefault(part, Map.of());
    }

    Optional<Statement.Profile> profile() {
        return of(Part.PROFILE, "", Statement.Profile.class);
    }

    Optional<Statement.Assets> assets() {
        return of(Part.ASSETS, "", Statement.Assets.class);
    }

    Optional<Statement.Performance> performance(String key) {
        return of(Part.PERFORMANCE, key, Statement.Performance.class);
    }

    Optional<Statement.Attainment> attainment(String key) {
        return of(Part.ATTAINMENT, key, Statement.Attainment.class);
    }

    /** What an author wrote in a slot of a form: of another form's slot it says nothing. */
    List<String> explanation(String form, String key) {
        return of(Part.EXPLANATION, key, Statement.Explanation.class)
                .filter(said -> said.form().equals(form))
                .map(Statement.Explanation::paragraphs)
                .orElse(List.of());
    }

    /** The projects that have performance goals, in the order of their codes. */
    List<String> projectsWithGoals() {
        return all(Part.PERFORMANCE).keySet().stream().filter(key -> !key.isEmpty()).toList();
    }

    /** 政府采购 by project, in the order of their codes. */
    Map<String, Statement.Procurement> procurement() {
        Map<String, Statement.Procurement> byProject = new LinkedHashMap<>();
        all(Part.PROCUREMENT).forEach((key, made) -> byProject.put(key, (Statement.Procurement) made.statement().content()));
        return byProject;
    }

    /** What is bought whose catalogue code begins with one of these. */
    Money bought(List<String> catalogue) {
        return procurement().values().stream()
                .flatMap(each -> each.purchases().stream())
                .filter(each -> catalogue.stream().anyMatch(each.catalogueCode()::startsWith))
                .map(Statement.Purchase::total)
                .reduce(Money.ZERO, Money::plus);
    }
}
