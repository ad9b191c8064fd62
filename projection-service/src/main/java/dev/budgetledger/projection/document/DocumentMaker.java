package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.form.BlockForm;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.DocumentForm.Numbering;
import dev.budgetledger.contract.form.DocumentForm.PartForm;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.NumberFormat;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.ChineseNumerals;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** Makes a document: a pure function of its form, a budget in two years, and what was stated, as of a point. */
public final class DocumentMaker {

    private final Form form;
    private final DocumentForm document;
    private final Year current;
    private final Scopes scopes;
    private final Map<String, Table> tables;
    private final Prose prose;
    private final StatementSheets sheets;

    private DocumentMaker(Form form, DocumentForm document, Sources sources) {
        BudgetAsOf budget = sources.current.budget();
        this.form = form;
        this.document = document;
        this.current = sources.current;
        this.scopes = new Scopes(current, sources.stated, sources.projects);
        this.tables = sources.tables.stream().collect(Collectors.toMap(Table::id, Function.identity()));
        Figures figures = new Figures(current, sources.prior, sources.threePublic, sources.tables);
        this.prose = new Prose(form, document, budget, figures, sources.stated, scopes);
        this.sheets = new StatementSheets(sources.stated, scopes::nameOf, project -> projectAmount(figures, project));
    }

    /**
     * What a document is made of.
     *
     * @param prior absent if the budget of the year before was not open
     * @param tables of the form
     * @param threePublic what money is 三公: it counts for all of these
     */
    public record Sources(
            Year current,
            @Nullable Year prior,
            List<Table> tables,
            StatedParts stated,
            List<Project> projects,
            List<Selector> threePublic) {
        public Sources {
            tables = List.copyOf(tables);
            projects = List.copyOf(projects);
            threePublic = List.copyOf(threePublic);
        }
    }

    /** The document of a form; of one that has none, its tables one after the other. */
    public static Document document(Form form, Sources sources) {
        return made(form, sources).document();
    }

    /**
     * A document.
     *
     * @param missing the keys of explanations that must be there before it is published, and are not, in the order of print
     */
    public record Made(Document document, List<String> missing) {
        public Made {
            missing = List.copyOf(missing);
        }
    }

    /** The same, and what it lacks. */
    public static Made made(Form form, Sources sources) {
        DocumentForm document = form.document();
        DocumentMaker maker = new DocumentMaker(form, document == null ? PlainDocument.of(form) : document, sources);
        return new Made(maker.make(), maker.prose.missing());
    }

    private Document make() {
        List<Document.Part> parts = new ArrayList<>();
        add(parts, document.parts(), document.numbering(), 1);
        return new Document(Document.Head.of(
                prose.text(document.title(), Scope.WHOLE),
                document.subtitle() == null ? null : prose.text(document.subtitle(), Scope.WHOLE),
                prose.text(document.contents(), Scope.WHOLE), current.budget(), form), parts);
    }

    private void add(List<Document.Part> parts, List<PartForm> forms, Numbering numbering, int level) {
        for (int i = 0; i < forms.size(); i++) {
            PartForm part = forms.get(i);
            String title = number(numbering, i + 1) + prose.text(part.title(), Scope.WHOLE);
            String heading = part.heading() != null
                    ? prose.text(part.heading(), Scope.WHOLE)
                    : part.blocks().isEmpty() || part.blocks().getFirst() instanceof BlockForm.TableOf ? "" : null;
            parts.add(new Document.Part(part.id(), title, heading, level, blocks(part.id(), part.blocks())));
            add(parts, part.parts(), part.numbering(), level + 1);
        }
    }

    private List<Block> blocks(String part, List<BlockForm> forms) {
        List<Block> blocks = new ArrayList<>();
        Map<Integer, Integer> headings = new TreeMap<>();
        for (BlockForm each : forms) {
            add(blocks, each, Scope.WHOLE, "", part, headings);
        }
        return blocks;
    }

    /**
     * @param number that stands before it, where it is the first of what there is one of each of
     * @param headings how many headings of each level there were since the last of a higher one
     */
    private void add(List<Block> blocks, BlockForm block, Scope scope, String number, String part, Map<Integer, Integer> headings) {
        switch (block) {
            case BlockForm.Heading(String heading, int level, Numbering numbering) -> {
                headings.keySet().removeIf(lower -> lower > level);
                int count = headings.merge(level, 1, Integer::sum);
                blocks.add(new Block.Heading(level, number + number(numbering, count) + prose.text(heading, scope)));
            }
            case BlockForm.Paragraph(var text) -> paragraph(number, prose.spans(text, scope)).forEach(blocks::add);
            case BlockForm.Items(var items, Numbering numbering) -> {
                for (int i = 0; i < items.size(); i++) {
                    paragraph(number(numbering, i + 1), prose.spans(items.get(i), scope)).forEach(blocks::add);
                }
            }
            case BlockForm.TableOf(String id) -> {
                Table table = Objects.requireNonNull(tables.get(id));
                blocks.add(TableSheets.of(table, corners(table.unit()), document.lineNumbers(), table.unit()));
            }
            case BlockForm.SlotOf(String slot) -> {
                List<Block> own = prose.written(slot, scope).stream().map(DocumentMaker::paragraph).toList();
                own.forEach(blocks::add);
            }
            case BlockForm.ListOf list -> list(blocks, list, scope);
            case BlockForm.SheetOf sheet ->
                blocks.add(sheets.sheet(sheet, part + "-" + (blocks.size() + 1), scope, prose));
            case BlockForm.Each each -> {
                List<Scope> all = scopes.of(each.each(), each.of());
                for (int i = 0; i < all.size(); i++) {
                    for (int j = 0; j < each.blocks().size(); j++) {
                        String own = j == 0 ? number(each.numbering(), i + 1) : "";
                        add(blocks, each.blocks().get(j), all.get(i), own, part, headings);
                    }
                }
            }
        }
    }

    private static Stream<Block> paragraph(String number, List<Span> spans) {
        if (spans.stream().allMatch(span -> span.text().isEmpty())) {
            return Stream.empty(); // its condition does not hold, or an author wrote nothing
        }
        List<Span> all = new ArrayList<>(number.isEmpty() ? List.of() : List.of(new Span(number)));
        all.addAll(spans);
        return Stream.of(new Block.Paragraph(all));
    }

    private static Block paragraph(Span span) {
        return new Block.Paragraph(List.of(span));
    }

    private void list(List<Block> blocks, BlockForm.ListOf list, Scope scope) {
        List<List<List<Span>>> items = prose.list(list.list(), scope);
        for (int i = 0; i < items.size(); i++) {
            for (int j = 0; j < items.get(i).size(); j++) {
                paragraph(j == 0 ? number(list.numbering(), i + 1) : "", items.get(i).get(j)).forEach(blocks::add);
            }
        }
    }

    private static @Nullable Money projectAmount(Figures figures, String project) {
        return figures.thisYear(Prose.EXPENDITURE, Scope.project(project, project));
    }

    private Sheet.Corners corners(Unit measure) {
        return Sheet.Corners.of(document.corners().stream()
                .map(text -> prose.text(text, Scope.WHOLE).replace("{measure}", measure.chinese()))
                .toList());
    }

    /** 序号 before what is numbered, from 1. */
    private static String number(Numbering numbering, int number) {
        return switch (numbering) {
            case NONE -> "";
            case CHINESE -> ChineseNumerals.of(number) + "、";
            case CHINESE_BRACKETED -> "（" + ChineseNumerals.of(number) + "）";
            case CHINESE_PART -> "第" + ChineseNumerals.of(number) + "部分 ";
            case ARABIC -> number + "、";
            case ARABIC_POINT -> number + ".";
        };
    }

    /** The document of a form that prescribes tables only: these, one after the other. */
    private static class PlainDocument {

        private PlainDocument() {}

        static DocumentForm of(Form form) {
            return new DocumentForm(
                    "{year}年度{department}部门预算公开表",
                    null,
                    "目录",
                    List.of("{code} {department}", "预算年度：{year}", "单位：{measure}"),
                    null,
                    new DocumentForm.AmountFormat(TableForm.Measure.WAN_YUAN, new NumberFormat(2, false, false, ""), null),
                    List.of(),
                    DocumentForm.Numbering.NONE,
                    form.tables().stream()
                            .map(table -> new DocumentForm.PartForm(table.id(), table.title(), null, DocumentForm.Numbering.NONE,
                                    List.of(new BlockForm.TableOf(table.id())), List.of()))
                            .toList());
        }
    }
}
