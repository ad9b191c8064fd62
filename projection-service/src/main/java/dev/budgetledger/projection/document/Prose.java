package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.Part;
import dev.budgetledger.contract.form.BlockForm.Listed;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.DocumentForm.AmountFormat;
import dev.budgetledger.contract.form.DocumentForm.SlotForm;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Writes the sentences of a form: each figure with what it is, each slot with what an author wrote. */
final class Prose {

    static final Selector EXPENDITURE =
            new Selector(EnumSet.of(Selector.Side.EXPENDITURE), null, null, null, null, null, null, null);

    private static final String GOAL = "绩效目标：";
    private static final String INDICATOR = "绩效指标：";

    private final Form form;
    private final DocumentForm document;
    private final BudgetAsOf budget;
    private final Figures figures;
    private final StatedParts stated;
    private final Scopes scopes;
    private final Map<String, SlotForm> slots;
    private final SequencedSet<String> missing = new LinkedHashSet<>();

    Prose(Form form, DocumentForm document, BudgetAsOf budget, Figures figures, StatedParts stated, Scopes scopes) {
        this.form = form;
        this.document = document;
        this.budget = budget;
        this.figures = figures;
        this.stated = stated;
        this.scopes = scopes;
        this.slots = document.slots().stream().collect(Collectors.toMap(SlotForm::id, slot -> slot));
    }

    /** A printed text, but for {@code {measure}}. */
    String text(String text, Scope scope) {
        return scope.fill(text.indexOf('{') < 0 ? text : text
                .replace("{year}", Integer.toString(budget.fiscalYear()))
                .replace("{priorYear}", Integer.toString(budget.fiscalYear() - 1))
                .replace("{department}", budget.department().name())
                .replace("{code}", budget.department().code()));
    }

    List<Span> spans(List<SpanForm> forms, Scope scope) {
        List<Span> spans = new ArrayList<>();
        forms.forEach(each -> add(spans, each, scope));
        return spans;
    }

    private void add(List<Span> spans, SpanForm form, Scope scope) {
        switch (form) {
            case SpanForm.Words(String words) -> spans.add(new Span(text(words, scope)));
            case SpanForm.Amount amount -> spans.add(figures.amount(amount, orOwn(amount.format()), scope));
            case SpanForm.Direction(Selector of) -> spans.add(new Span(figures.direction(of, scope)));
            case SpanForm.Conditional(var when, var text) -> {
                if (figures.holds(when, scope)) {
                    text.forEach(each -> add(spans, each, scope));
                }
            }
            case SpanForm.Each each -> {
                List<Scope> all = scopes.of(each.each(), each.of());
                for (int i = 0; i < all.size(); i++) {
                    if (i > 0) {
                        spans.add(new Span(text(each.between(), scope)));
                    }
                    spans.addAll(spans(each.text(), all.get(i)));
                }
            }
            case SpanForm.Slot(String slot) -> spans.addAll(written(slot, scope));
            case SpanForm.Value value -> spans.add(value(value));
        }
    }

    private AmountFormat orOwn(@Nullable AmountFormat format) {
        return Objects.requireNonNullElse(format, document.amounts());
    }

    /** What an author wrote in a slot, a paragraph each. */
    List<Span> written(String slot, Scope scope) {
        SlotForm own = Objects.requireNonNull(slots.get(slot));
        String key = scope.key(slot, own.by() != null);
        List<String> paragraphs = stated.explanation(form.id(), key);
        if (paragraphs.isEmpty() && own.required() != null && figures.require(own.required(), scope)) {
            missing.add(key);
        }
        return IntStream.range(0, paragraphs.size())
                .mapToObj(i -> new Span(paragraphs.get(i), stated.source(Part.EXPLANATION, key, "/paragraphs/" + i)))
                .toList();
    }

    /** The keys of explanations that must be there and are not, of what was written so far. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** The items of a list, each of which has a number: its paragraphs, of a section three. */
    List<List<List<Span>>> list(Listed listed, Scope scope) {
        Optional<Statement.Performance> performance = stated.performance(scope.code());
        String key = scope.code().isEmpty() ? null : scope.code();
        return switch (listed) {
            case DUTIES -> items(Part.PROFILE, null, "/duties/", stated.profile().map(Statement.Profile::duties).orElse(List.of()));
            case INSTITUTIONS -> items(Part.PROFILE, null, "/institutions/", stated.profile().stream()
                    .flatMap(profile -> profile.institutions().stream()).map(Statement.Institution::name).toList());
            case GOALS -> items(Part.PERFORMANCE, key, "/goals/", performance.map(Statement.Performance::goals).orElse(List.of()));
            case MEASURES -> items(Part.PERFORMANCE, key, "/measures/", performance.map(Statement.Performance::measures).orElse(List.of()));
            case SECTIONS -> sections(performance.map(Statement.Performance::sections).orElse(List.of()), key);
        };
    }

    private List<List<List<Span>>> items(Part part, @Nullable String key, String pointer, List<String> all) {
        return IntStream.range(0, all.size()).mapToObj(i -> List.of(List.of(said(all.get(i), part, key, pointer + i)))).toList();
    }

    private List<List<List<Span>>> sections(List<Statement.Section> sections, @Nullable String key) {
        return IntStream.range(0, sections.size()).mapToObj(i -> {
            Statement.Section section = sections.get(i);
            String at = "/sections/" + i;
            return List.of(
                    List.of(said(section.title(), Part.PERFORMANCE, key, at + "/title")),
                    List.of(new Span(GOAL), said(section.goal(), Part.PERFORMANCE, key, at + "/goal")),
                    List.of(new Span(INDICATOR), said(section.indicator(), Part.PERFORMANCE, key, at + "/indicator")));
        }).toList();
    }

    private Span said(String text, Part part, @Nullable String key, String field) {
        return new Span(text, stated.source(part, key, field));
    }

    private Span said(String text, Part part, String field) {
        return said(text, part, null, field);
    }

    private Span value(SpanForm.Value form) {
        return switch (form.value()) {
            case PROCUREMENT -> money(stated.procurement().isEmpty() ? null
                    : stated.bought(Objects.requireNonNullElse(form.catalogue(), List.of(""))), form, Part.PROCUREMENT, "");
            case ASSETS -> money(stated.assets().map(Statement.Assets::total).orElse(null), form, Part.ASSETS, "/total");
            case ASSETS_AS_AT -> said(stated.assets().map(assets -> assets.asAt().toString()).orElse(Figures.UNKNOWN), Part.ASSETS, "/asAt");
            case PERFORMANCE_PROJECTS -> said(Integer.toString(stated.projectsWithGoals().size()), Part.PERFORMANCE, "");
            case PERFORMANCE_AMOUNT -> money(performanceAmount(), form, Part.PERFORMANCE, "");
            case INSTITUTIONS -> said(stated.profile().map(profile -> Integer.toString(profile.institutions().size()))
                    .orElse(Figures.UNKNOWN), Part.PROFILE, "/institutions");
        };
    }

    private @Nullable Money performanceAmount() {
        Money sum = Money.ZERO;
        for (String project : stated.projectsWithGoals()) {
            Money own = figures.thisYear(EXPENDITURE, Scope.project(project, project));
            if (own == null) {
                return null;
            }
            sum = sum.plus(own);
        }
        return sum;
    }

    private Span money(@Nullable Money money, SpanForm.Value form, Part part, String field) {
        if (money == null) {
            return said(Figures.UNKNOWN, part, field);
        }
        return said(Figures.print(money, orOwn(form.format())), part, field);
    }
}
