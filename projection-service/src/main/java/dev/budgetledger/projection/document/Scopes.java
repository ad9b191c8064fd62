package dev.budgetledger.projection.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.form.DocumentForm.By;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.projection.entries.LineAmount;

/** What blocks and spans are of that stand there once for each of something, in the order of the codes. */
final class Scopes {

    private static final int CLASS = 3;
    private static final int GROUP = 5;

    private final Year current;
    private final StatedParts stated;
    private final Map<String, String> projectNames;

    Scopes(Year current, StatedParts stated, List<Project> projects) {
        this.current = current;
        this.stated = stated;
        this.projectNames = projects.stream().collect(Collectors.toMap(Project::code, Project::name));
    }

    /** @param of of functions: those that have money of this */
    List<Scope> of(By by, @Nullable Selector of) {
        return switch (by) {
            case PROJECT -> stated.projectsWithGoals().stream().map(code -> Scope.project(code, nameOf(code))).toList();
            case FUNCTION -> functions(Objects.requireNonNull(of)).map(this::function).toList();
        };
    }

    /** What a project is called: its code where it has no name. */
    String nameOf(String project) {
        return projectNames.getOrDefault(project, project);
    }

    private Stream<String> functions(Selector of) {
        var amount = current.amount(of);
        return amount == null
                ? Stream.empty()
                : amount.of().stream()
                        .filter(line -> !line.isZero())
                        .map(LineAmount::line)
                        .flatMap(line -> Stream.ofNullable(line.function()))
                        .distinct()
                        .sorted();
    }

    private Scope function(String code) {
        return Scope.function(code, List.of(
                new Scope.Placeholder("{class}", functionName(code, CLASS)),
                new Scope.Placeholder("{group}", functionName(code, GROUP)),
                new Scope.Placeholder("{name}", functionName(code, code.length()))));
    }

    private String functionName(String code, int digits) {
        String own = code.substring(0, Math.min(digits, code.length()));
        String name = current.budget().names().of(Classification.Type.FUNCTION, own);
        return name.isEmpty() ? own : name;
    }
}
