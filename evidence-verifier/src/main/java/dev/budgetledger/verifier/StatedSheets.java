package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Json.Members;

/** Tables out of what was stated. */
final class StatedSheets {

    private static final Map<String, String> SIGNS =
            Map.of("AT_LEAST", "≥", "AT_MOST", "≤", "MORE_THAN", ">", "LESS_THAN", "<", "EQUAL", "=");

    private final DocumentTree.Sources sources;
    private final StatedParts stated;
    private final Figures figures;
    private final Prose prose;

    StatedSheets(DocumentTree.Sources sources, Figures figures, Prose prose) {
        this.sources = sources;
        this.stated = sources.stated();
        this.figures = figures;
        this.prose = prose;
    }

    /** The table that a block is. */
    Members sheet(Members form, String id, Scope scope) {
        List<String> totals = texts(form, "totals", scope);
        AmountFormat format = AmountFormat.of(form);
        List<Json> body = switch (form.text("sheet")) {
            case "INSTITUTIONS" -> institutions(form);
            case "PURCHASES" -> purchases(form, format, totals);
            case "ASSETS" -> assets(form, format, totals);
            default -> indicators(form, scope.code());
        };
        List<String> corners = form.values("corners").stream()
                .map(corner -> prose.spans(Members.values(corner, "corners"), scope).stream()
                        .map(span -> span instanceof Members words ? words.text("text") : "")
                        .collect(Collectors.joining()))
                .toList();
        List<Grid.Head> heads = form.objects("columns").stream()
                .map(column -> new Grid.Head(prose.text(column.text("title"), scope), texts(column, "under", scope)))
                .toList();
        return Grid.sheet(id, form.has("title") ? prose.text(form.text("title"), scope) : "", corners,
                Grid.heads(null, heads), body, List.of());
    }

    private List<String> texts(Members owner, String name, Scope scope) {
        return owner.texts(name).stream().map(text -> prose.text(text, scope)).toList();
    }

    /** A row, made field by field; a field of which there is nothing is spanned by the cell above. */
    private static Json row(Members form, BiFunction<String, Members, @Nullable Members> cell) {
        List<Json> cells = new ArrayList<>();
        for (Members column : form.objects("columns")) {
            Members made = cell.apply(column.text("field"), column);
            if (made != null) {
                cells.add(made);
            }
        }
        return Grid.row(cells);
    }

    private static Members label(String text) {
        return Grid.cell(text, "LABEL");
    }

    /** What was said in a field, blank if nothing was. */
    private static Members words(@Nullable Members of, String field) {
        return Grid.cell(of == null ? "" : said(of, field), "WORDS");
    }

    private static String said(Members of, String field) {
        return of.has(field) ? of.text(field) : "";
    }

    private static Members amount(@Nullable Long fen, AmountFormat format, @Nullable Json source) {
        String text = fen == null ? "" : format.print(fen);
        return Grid.figure(text, "NUMBER", text.isEmpty() ? null : source);
    }

    private static @Nullable Long fen(Members of, String field) {
        return of.has(field) ? (Long) Yuan.fen(of.text(field)) : null;
    }

    private List<Json> institutions(Members form) {
        List<Json> rows = new ArrayList<>();
        for (Members each : stated.objects("profile", "", "institutions")) {
            rows.add(row(form, (field, column) -> switch (field) {
                case "NAME" -> label(each.text("name"));
                case "FUNDED_BY" -> words(each, "funding");
                default -> words(each, field.toLowerCase(Locale.ROOT));
            }));
        }
        return rows;
    }

    private List<Json> indicators(Members form, String key) {
        Map<String, Members> attained = new HashMap<>();
        stated.objects("attainment", key, "results").forEach(each -> attained.put(Said.name(each), each));
        List<Members> indicators = stated.objects("performance", key, "indicators");
        List<Json> rows = new ArrayList<>();
        for (int i = 0; i < indicators.size(); i++) {
            Members each = indicators.get(i);
            Members result = attained.get(Said.name(each));
            int beside = i > 0 && isBeside(indicators.get(i - 1), each) ? 0 : 1;
            while (beside > 0 && i + beside < indicators.size() && isBeside(each, indicators.get(i + beside))) {
                beside++;
            }
            int spanned = beside;
            Json source = stated.source("PERFORMANCE", key, "/indicators/" + i + "/value");
            rows.add(row(form, (field, column) -> switch (field) {
                case "FIRST" -> spanned == 0 ? null : Grid.cell(each.text("first"), "LABEL", 1, spanned);
                case "SECOND" -> label(each.text("second"));
                case "THIRD" -> label(each.text("third"));
                case "VALUE" -> Grid.figure(
                        SIGNS.getOrDefault(said(each, "operator"), "") + each.text("value") + said(each, "measure"), "WORDS", source);
                case "ATTAINED" -> Grid.cell(result == null ? "" : result.text("value") + said(result, "measure"), "WORDS");
                case "DESCRIPTION" -> words(each, "description");
                case "BASIS" -> words(each, "basis");
                default -> words(result, field.equals("SCORE") ? "score" : "evidence");
            }));
        }
        return rows;
    }

    private static boolean isBeside(Members one, Members other) {
        return one.text("first").equals(other.text("first"));
    }

    private List<Json> purchases(Members form, AmountFormat format, List<String> totals) {
        List<Members> all = stated.all("procurement").values().stream().flatMap(each -> each.objects("purchases").stream()).toList();
        List<Json> rows = new ArrayList<>();
        for (String total : totals) {
            rows.add(row(form, (field, column) -> switch (field) {
                case "PROJECT" -> label(total);
                case "FUNDING" -> amount(funded(all, column), format, null);
                case "SMALL_FIRMS" -> amount(smallFirms(all), format, null);
                default -> Grid.cell("", "WORDS");
            }));
        }
        for (Map.Entry<String, Members> project : stated.all("procurement").entrySet()) {
            Long has = figures.ofProject(project.getKey());
            List<Members> purchases = project.getValue().objects("purchases");
            for (int i = 0; i < purchases.size(); i++) {
                Members each = purchases.get(i);
                String at = "/purchases/" + i;
                rows.add(row(form, (field, column) -> switch (field) {
                    case "PROJECT" -> label(sources.nameOf(project.getKey()));
                    case "PROJECT_AMOUNT" -> amount(has, format, null);
                    case "ITEM" -> label(each.text("item"));
                    case "CATALOGUE_CODE" -> Grid.cell(each.text("catalogueCode"), "MARK");
                    case "MEASURE" -> Grid.cell(each.text("measure"), "MARK");
                    case "QUANTITY" -> Grid.figure(each.text("quantity"), "NUMBER", source(project.getKey(), at + "/quantity"));
                    case "PRICE" -> amount(fen(each, "price"), format, source(project.getKey(), at + "/price"));
                    case "FUNDING" -> amount(funded(List.of(each), column), format, source(project.getKey(), at + "/funding"));
                    default -> amount(fen(each, "smallFirms"), format, source(project.getKey(), at + "/smallFirms"));
                }));
            }
        }
        return rows;
    }

    private Json source(String project, String field) {
        return stated.source("PROCUREMENT", project, field);
    }

    private static long smallFirms(List<Members> purchases) {
        long fen = 0;
        for (Members each : purchases) {
            Long own = fen(each, "smallFirms");
            fen = Math.addExact(fen, own == null ? 0 : own);
        }
        return fen;
    }

    /** What a column counts of the funding. */
    private static long funded(List<Members> purchases, Members column) {
        Selector of = Selector.in(column);
        long fen = 0;
        for (Members purchase : purchases) {
            for (Members each : purchase.objects("funding")) {
                Line line = new Line(each.text("fund"), each.text("origin"), null, null, null, null, null, null, null);
                fen = of.accepts(line, "") ? Math.addExact(fen, Yuan.fen(each.text("amount"))) : fen;
            }
        }
        return fen;
    }

    private List<Json> assets(Members form, AmountFormat format, List<String> totals) {
        List<Json> rows = new ArrayList<>();
        Members assets = stated.of("assets", "").orElse(null);
        if (assets == null) {
            return rows;
        }
        for (String total : totals) {
            rows.add(row(form, (field, column) -> switch (field) {
                case "CATEGORY" -> label(total);
                case "ASSET_VALUE" -> amount(fen(assets, "total"), format, stated.source("ASSETS", "", "/total"));
                default -> Grid.cell("", "WORDS");
            }));
        }
        List<Members> all = assets.objects("rows");
        for (int i = 0; i < all.size(); i++) {
            Members each = all.get(i);
            String at = "/rows/" + i;
            rows.add(row(form, (field, column) -> switch (field) {
                case "CATEGORY" -> label(each.text("category"));
                case "QUANTITY" -> Grid.figure(said(each, "quantity"), "NUMBER",
                        each.has("quantity") ? stated.source("ASSETS", "", at + "/quantity") : null);
                default -> amount(fen(each, "value"), format, stated.source("ASSETS", "", at + "/value"));
            }));
        }
        return rows;
    }
}
