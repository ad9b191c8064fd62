package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.budgetledger.verifier.Json.Members;

/** Writes the sentences of a form: each figure with what it is, each slot with what an author wrote. */
final class Prose {

    private final Form form;
    private final AsOf asOf;
    private final Figures figures;
    private final StatedParts stated;
    private final Function<Members, List<Scope>> scopes;
    private final AmountFormat format;

    /** The slots that there is one of each of. */
    private final Set<String> slotsOfEach = new HashSet<>();

    /** @param scopes what blocks and spans are of that stand there once for each of something */
    Prose(Form form, AsOf asOf, Figures figures, StatedParts stated, Function<Members, List<Scope>> scopes) {
        this.form = form;
        this.asOf = asOf;
        this.figures = figures;
        this.stated = stated;
        this.scopes = scopes;
        Members document = form.document();
        this.format = AmountFormat.of(document.object("amounts"));
        document.objects("slots").stream().filter(slot -> slot.has("by")).forEach(slot -> slotsOfEach.add(slot.text("id")));
    }

    String text(String text, Scope scope) {
        return scope.fill(text
                .replace("{year}", Integer.toString(asOf.fiscalYear()))
                .replace("{priorYear}", Integer.toString(asOf.fiscalYear() - 1))
                .replace("{department}", asOf.departmentName())
                .replace("{code}", asOf.department()));
    }

    List<Json> spans(List<Json> forms, Scope scope) {
        List<Json> spans = new ArrayList<>();
        for (Json each : forms) {
            if (each instanceof Json.Text words) {
                spans.add(Spans.of(text(words.value(), scope)));
            } else if (each instanceof Members span) {
                add(spans, span, scope);
            }
        }
        return spans;
    }

    private void add(List<Json> spans, Members span, Scope scope) {
        AmountFormat own = span.has("format") ? AmountFormat.of(span.object("format")) : format;
        if (span.has("amount")) {
            spans.add(figures.amount(span, own, scope));
        } else if (span.has("direction")) {
            spans.add(Spans.of(figures.direction(Selector.ofSentence(span, "direction"), scope)));
        } else if (span.has("slot")) {
            spans.addAll(written(span.text("slot"), scope));
        } else if (span.has("value")) {
            spans.add(value(span, own));
        } else if (span.has("each")) {
            String between = "";
            for (Scope each : scopes.apply(span)) {
                spans.addAll(between.isEmpty() ? List.of() : List.of(Spans.of(text(between, scope))));
                spans.addAll(spans(span.values("text"), each));
                between = span.text("between");
            }
        } else if (figures.holds(span.object("when"), scope)) {
            spans.addAll(spans(span.values("text"), scope));
        }
    }

    /** What an author wrote in a slot, a paragraph each. */
    List<Members> written(String slot, Scope scope) {
        String key = slotsOfEach.contains(slot) ? slot + "." + scope.code() : slot;
        return said(stated.written(form.id(), key), "EXPLANATION", key, "/paragraphs/");
    }

    private List<Members> said(List<String> texts, String part, String key, String field) {
        List<Members> said = new ArrayList<>();
        texts.forEach(text -> said.add(Spans.of(text, stated.source(part, key, field + said.size()))));
        return said;
    }

    /** The paragraphs of a list, each with what stands before it: its number, or nothing. */
    List<List<Json>> list(Members list, Scope scope) {
        String of = list.text("list");
        String field = of.toLowerCase(Locale.ROOT);
        List<List<Json>> paragraphs = new ArrayList<>();
        if (of.equals("SECTIONS")) {
            int number = 0;
            for (Members each : stated.objects("performance", scope.code(), field)) {
                String at = "/sections/" + number;
                paragraphs.add(DocumentTree.numbered(list, ++number, List.of(section(each, scope, at, "title"))));
                paragraphs.add(List.of(Spans.of("绩效目标："), section(each, scope, at, "goal")));
                paragraphs.add(List.of(Spans.of("绩效指标："), section(each, scope, at, "indicator")));
            }
            return paragraphs;
        }
        List<Members> items = switch (of) {
            case "DUTIES" -> said(stated.texts("profile", "", field), "PROFILE", "", "/duties/");
            case "INSTITUTIONS" -> said(stated.objects("profile", "", field).stream().map(each -> each.text("name")).toList(),
                    "PROFILE", "", "/institutions/");
            default -> said(stated.texts("performance", scope.code(), field), "PERFORMANCE", scope.code(), "/" + field + "/");
        };
        items.forEach(each -> paragraphs.add(DocumentTree.numbered(list, paragraphs.size() + 1, List.of(each))));
        return paragraphs;
    }

    private Members section(Members section, Scope scope, String at, String field) {
        return Spans.of(section.text(field), stated.source("PERFORMANCE", scope.code(), at + "/" + field));
    }

    private Members value(Members span, AmountFormat format) {
        return switch (span.text("value")) {
            case "PROCUREMENT" -> money(stated.all("procurement").isEmpty() ? Optional.empty()
                    : Optional.of(stated.bought(span.has("catalogue") ? span.texts("catalogue") : List.of(""))), format, "PROCUREMENT", "");
            case "ASSETS" -> money(stated.of("assets", "").map(assets -> Yuan.fen(assets.text("total"))), format, "ASSETS", "/total");
            case "ASSETS_AS_AT" -> said(stated.of("assets", "").map(assets -> assets.text("asAt")), "ASSETS", "/asAt");
            case "PERFORMANCE_PROJECTS" ->
                said(Optional.of(Integer.toString(stated.projectsWithGoals().size())), "PERFORMANCE", "");
            case "PERFORMANCE_AMOUNT" -> money(ofProjectsWithGoals(), format, "PERFORMANCE", "");
            default -> said(stated.of("profile", "").map(profile -> Integer.toString(profile.values("institutions").size())),
                    "PROFILE", "/institutions");
        };
    }

    private Optional<Long> ofProjectsWithGoals() {
        long fen = 0;
        for (String project : stated.projectsWithGoals()) {
            Long own = figures.ofProject(project);
            if (own == null) {
                return Optional.empty();
            }
            fen = Math.addExact(fen, own);
        }
        return Optional.of(fen);
    }

    private Members money(Optional<Long> fen, AmountFormat format, String part, String field) {
        return said(fen.map(format::print), part, field);
    }

    private Members said(Optional<String> text, String part, String field) {
        return Spans.of(text.orElse(Figures.UNKNOWN), stated.source(part, "", field));
    }
}
