package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.Part;
import dev.budgetledger.contract.form.BlockForm.SheetColumn;
import dev.budgetledger.contract.form.BlockForm.SheetField;
import dev.budgetledger.contract.form.BlockForm.SheetOf;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.document.TableSheets.TableHeads;
import dev.budgetledger.projection.entries.Unit;

/** Tables out of statements, as sheets. */
final class StatementSheets {

    private final StatedParts stated;
    private final Function<String, String> projectNames;
    private final Function<String, @Nullable Money> projectAmounts;

    /**
     * Of what was stated.
     *
     * @param projectNames what a project is called
     * @param projectAmounts what a project has
     */
    StatementSheets(StatedParts stated, Function<String, String> projectNames, Function<String, @Nullable Money> projectAmounts) {
        this.stated = stated;
        this.projectNames = projectNames;
        this.projectAmounts = projectAmounts;
    }

    /** A table of a budget, or of the project that its scope is. */
    Sheet sheet(SheetOf form, String id, Scope scope, Prose prose) {
        UnaryOperator<String> words = text -> prose.text(text, scope);
        List<String> totals = form.totals().stream().map(words).toList();
        List<List<GridCell>> body = switch (form.sheet()) {
            case INSTITUTIONS -> institutions(form);
            case INDICATORS, ATTAINMENT -> indicators(form, scope);
            case PURCHASES -> purchases(form, totals);
            case ASSETS -> assets(form, totals);
        };
        List<String> corners = form.corners().stream()
                .map(spans -> prose.spans(spans, scope).stream().map(Span::text).collect(Collectors.joining()))
                .toList();
        return new Sheet(id, form.title() == null ? "" : words.apply(form.title()), Sheet.Corners.of(corners),
                TableHeads.of(null, heads(form, words)), body, List.of());
    }

    private static List<Column> heads(SheetOf form, UnaryOperator<String> words) {
        return form.columns().stream()
                .map(column -> new Column(column.field().name(), words.apply(column.title()), Column.Type.TEXT,
                        column.under().stream().map(words).toList(), null))
                .toList();
    }

    private List<List<GridCell>> institutions(SheetOf form) {
        List<List<GridCell>> rows = new ArrayList<>();
        for (Statement.Institution each : stated.profile().map(Statement.Profile::institutions).orElse(List.of())) {
            rows.add(row(form, field -> switch (field) {
                case NAME -> label(each.name());
                case NATURE -> words(each.nature());
                case RANK -> words(each.rank());
                case FUNDED_BY -> words(each.funding());
                default -> blank();
            }));
        }
        return rows;
    }

    private List<List<GridCell>> indicators(SheetOf form, Scope scope) {
        List<Statement.Indicator> indicators =
                stated.performance(scope.code()).map(Statement.Performance::indicators).orElse(List.of());
        Map<Statement.IndicatorName, Statement.AttainedIndicator> attained = stated.attainment(scope.code()).stream()
                .flatMap(attainment -> attainment.results().stream())
                .collect(Collectors.toMap(Statement.AttainedIndicator::name, Function.identity()));
        List<List<GridCell>> rows = new ArrayList<>();
        for (int i = 0; i < indicators.size(); i++) {
            Statement.Indicator each = indicators.get(i);
            int spans = i > 0 && indicators.get(i - 1).first().equals(each.first()) ? 0 : sameFirst(indicators, i);
            String field = "/indicators/" + i + "/value";
            Optional<Statement.AttainedIndicator> result = Optional.ofNullable(attained.get(each.name()));
            rows.add(row(form, column -> switch (column) {
                case FIRST -> spans == 0 ? null : new GridCell(each.first(), Kind.LABEL, 1, spans, null);
                case SECOND -> label(each.second());
                case THIRD -> label(each.third());
                case DESCRIPTION -> words(each.description());
                case VALUE -> new GridCell(each.printed(), Kind.WORDS, 1, 1,
                        stated.source(Part.PERFORMANCE, scope.code(), field));
                case BASIS -> words(each.basis());
                case ATTAINED -> words(result.map(one -> one.value() + Objects.requireNonNullElse(one.measure(), "")).orElse(null));
                case SCORE -> words(result.map(Statement.AttainedIndicator::score).orElse(null));
                case EVIDENCE -> words(result.map(Statement.AttainedIndicator::evidence).orElse(null));
                default -> blank();
            }));
        }
        return rows;
    }

    private static int sameFirst(List<Statement.Indicator> indicators, int from) {
        int to = from + 1;
        while (to < indicators.size() && indicators.get(to).first().equals(indicators.get(from).first())) {
            to++;
        }
        return to - from;
    }

    private List<List<GridCell>> purchases(SheetOf form, List<String> totals) {
        List<List<GridCell>> rows = new ArrayList<>();
        List<Statement.Purchase> all = stated.procurement().values().stream().flatMap(each -> each.purchases().stream()).toList();
        totals.forEach(label -> rows.add(total(form, label, all)));
        for (Map.Entry<String, Statement.Procurement> project : stated.procurement().entrySet()) {
            List<Statement.Purchase> purchases = project.getValue().purchases();
            Money has = projectAmounts.apply(project.getKey());
            for (int i = 0; i < purchases.size(); i++) {
                Statement.Purchase each = purchases.get(i);
                Function<String, Source> source = at("/purchases/" + i, Part.PROCUREMENT, project.getKey());
                rows.add(cells(form, column -> switch (column.field()) {
                    case PROJECT -> label(projectNames.apply(project.getKey()));
                    case PROJECT_AMOUNT -> amount(form, has, null);
                    case ITEM -> label(each.item());
                    case CATALOGUE_CODE -> new GridCell(each.catalogueCode(), Kind.MARK);
                    case MEASURE -> new GridCell(each.measure(), Kind.MARK);
                    case QUANTITY -> new GridCell(each.quantity(), Kind.NUMBER, 1, 1, source.apply("/quantity"));
                    case PRICE -> amount(form, each.price(), source.apply("/price"));
                    case FUNDING -> amount(form, funded(List.of(each), column), source.apply("/funding"));
                    case SMALL_FIRMS -> amount(form, each.smallFirms(), source.apply("/smallFirms"));
                    default -> blank();
                }));
            }
        }
        return rows;
    }

    private Function<String, Source> at(String pointer, Part part, @Nullable String key) {
        return field -> stated.source(part, key, pointer + field);
    }

    private static List<GridCell> total(SheetOf form, String label, List<Statement.Purchase> all) {
        return cells(form, column -> switch (column.field()) {
            case PROJECT -> label(label);
            case FUNDING -> amount(form, funded(all, column), null);
            case SMALL_FIRMS -> amount(form, all.stream().map(Statement.Purchase::smallFirms).flatMap(Stream::ofNullable)
                    .reduce(Money.ZERO, Money::plus), null);
            default -> blank();
        });
    }

    /** What a column counts of the funding. */
    private static Money funded(List<Statement.Purchase> purchases, SheetColumn column) {
        return purchases.stream()
                .flatMap(each -> each.funding().stream())
                .filter(each -> column.of() == null || column.of().accepts(
                        new Line(each.fund(), each.origin(), null, null, null, null), _ -> Nature.ADMINISTRATIVE))
                .map(Statement.Funding::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    private List<List<GridCell>> assets(SheetOf form, List<String> totals) {
        List<List<GridCell>> rows = new ArrayList<>();
        stated.assets().ifPresent(assets -> {
            totals.forEach(label -> rows.add(row(form, field -> switch (field) {
                case CATEGORY -> label(label);
                case ASSET_VALUE -> amount(form, assets.total(), at("", Part.ASSETS, null).apply("/total"));
                default -> blank();
            })));
            for (int i = 0; i < assets.rows().size(); i++) {
                Statement.AssetRow each = assets.rows().get(i);
                Function<String, Source> source = at("/rows/" + i, Part.ASSETS, null);
                rows.add(row(form, field -> switch (field) {
                    case CATEGORY -> label(each.category());
                    case QUANTITY -> new GridCell(Objects.requireNonNullElse(each.quantity(), ""), Kind.NUMBER, 1, 1,
                            each.quantity() == null ? null : source.apply("/quantity"));
                    case ASSET_VALUE -> amount(form, each.value(), source.apply("/value"));
                    default -> blank();
                }));
            }
        });
        return rows;
    }

    private static List<GridCell> row(SheetOf form, Function<SheetField, @Nullable GridCell> cell) {
        return cells(form, column -> cell.apply(column.field()));
    }

    /** What is null is spanned by the cell above. */
    private static List<GridCell> cells(SheetOf form, Function<SheetColumn, @Nullable GridCell> cell) {
        return form.columns().stream().map(cell).flatMap(Stream::ofNullable).toList();
    }

    private static GridCell amount(SheetOf form, @Nullable Money money, @Nullable Source source) {
        if (money == null) {
            return new GridCell("", Kind.NUMBER);
        }
        String text = new Cell.Amount(money, List.of()).print(Unit.valueOf(form.measure().name()), Digits.of(form.format()));
        return new GridCell(text, Kind.NUMBER, 1, 1, text.isEmpty() ? null : source);
    }

    private static GridCell label(String text) {
        return new GridCell(text, Kind.LABEL);
    }

    private static GridCell words(@Nullable String text) {
        return new GridCell(Objects.requireNonNullElse(text, ""), Kind.WORDS);
    }

    private static GridCell blank() {
        return new GridCell("", Kind.WORDS);
    }
}
