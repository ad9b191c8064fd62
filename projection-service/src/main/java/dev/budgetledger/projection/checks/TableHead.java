package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * What stands above the rows of an imported table: its title, 单位, heads that span several columns, the titles of its columns.
 *
 * @param columns of the form that are there, in its order
 * @param numbered whether 序号 stands before them
 * @param unit 单位, if it is said
 * @param rows of the file that are above those of the table
 */
record TableHead(List<Column> columns, boolean numbered, Optional<Unit> unit, int rows) {

    private static final String NUMBER = "序号";
    private static final int WITHIN = 10;
    private static final Pattern MEASURE = Pattern.compile("单位[:：]\\s*(万元|元)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A column of the form. */
    record Column(int panel, ColumnForm form, String title, String heads) {}

    /** @throws dev.budgetledger.edge.problems.ProblemException if none of the first rows has titles of the form only */
    static TableHead of(TablePlan plan, int fiscalYear, CsvRows file) {
        List<Column> all = columns(plan, fiscalYear);
        List<CSVRecord> records = file.all();
        for (int i = 1; i <= Math.min(records.size(), WITHIN); i++) {
            List<CSVRecord> above = records.subList(0, i);
            List<String> titles = titles(above);
            boolean numbered = titles.getFirst().equals(NUMBER);
            List<Column> found = named(numbered ? titles.subList(1, titles.size()) : titles, all);
            if (!found.isEmpty()) {
                return new TableHead(found, numbered, unit(above), i);
            }
        }
        throw RequestProblem.fileInvalid(file.file(),
                "the header is not " + NUMBER + "," + all.stream().map(Column::title).collect(Collectors.joining(",")));
    }

    private static List<Column> columns(TablePlan plan, int fiscalYear) {
        List<Column> columns = new ArrayList<>();
        List<TableForm.Panel> panels = plan.form().panels();
        for (int i = 0; i < panels.size(); i++) {
            for (ColumnForm column : panels.get(i).columns()) {
                List<String> heads = new ArrayList<>(column.under());
                heads.add(column.title());
                columns.add(new Column(i, column, withoutSpace(TableMaker.inYear(column.title(), fiscalYear)),
                        withoutSpace(TableMaker.inYear(String.join("/", heads), fiscalYear))));
            }
        }
        return columns;
    }

    /** What stands lowest above each column: heads that span others stand above theirs. */
    private static List<String> titles(List<CSVRecord> above) {
        int width = above.getLast().size();
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int column = i;
            titles.add(above.reversed().stream()
                    .takeWhile(record -> record.size() == width)
                    .map(record -> withoutSpace(record.get(column)))
                    .filter(head -> !head.isEmpty())
                    .findFirst()
                    .orElse(""));
        }
        return titles;
    }

    /** The columns that are so called, in the order of the form; none if it is no header. */
    private static List<Column> named(List<String> titles, List<Column> all) {
        List<Column> found = new ArrayList<>();
        int next = 0;
        for (String title : titles) {
            while (next < all.size() && !all.get(next).title().equals(title) && !all.get(next).heads().equals(title)) {
                next++;
            }
            if (next == all.size()) {
                return List.of();
            }
            found.add(all.get(next++));
        }
        return found.stream().anyMatch(column -> column.form() instanceof ColumnForm.Amount) ? found : List.of();
    }

    private static Optional<Unit> unit(List<CSVRecord> above) {
        return above.stream()
                .flatMap(CSVRecord::stream)
                .map(MEASURE::matcher)
                .filter(Matcher::find)
                .map(said -> said.group(1).equals(Unit.YUAN.chinese()) ? Unit.YUAN : Unit.WAN_YUAN)
                .findFirst();
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }
}
