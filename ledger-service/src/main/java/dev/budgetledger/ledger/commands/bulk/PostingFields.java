package dev.budgetledger.ledger.commands.bulk;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.bulk.PostingRows.PostingRow;

/** Where in the rows of a posting a field of its document was said. */
record PostingFields(List<PostingRow> posting) {

    private static final Pattern OF_LINE = Pattern.compile("lines\\[(\\d{1,4})\\](?:\\.(\\w+))?");
    private static final Pattern FROM = Pattern.compile("from\\.(\\w+)");
    private static final Pattern TO = Pattern.compile("to\\.(\\w+)");

    /** What refusals are about as a whole, and which column says it. */
    private static final Map<String, String> AS_COLUMNS = Map.of("budget", "department", "nextYear", "fiscalYear", "ofUnit", StatementRows.UNIT);

    /**
     * A place.
     *
     * @param row of the posting, from 0
     * @param column null if it is in none
     * @param isRepeated whether it says again what the first row says
     */
    record Spot(int row, @Nullable String column, boolean isRepeated) {}

    Spot spot(Problem problem) {
        return spot(problem.field(), problem.line());
    }

    /** @param line of the row, if it is known */
    Spot spot(String field, @Nullable Long line) {
        if (line != null) {
            int row = IntStream.range(0, posting.size()).filter(each -> posting.get(each).line() == line).findFirst().orElse(0);
            return new Spot(row, columnIn(field), row > 0);
        }
        Matcher ofLine = OF_LINE.matcher(field);
        if (ofLine.matches()) {
            return spot(Integer.parseInt(ofLine.group(1)), ofLine.group(2));
        }
        return spot(StatementRows.rowOf(PostingRows.cells(posting), field), field);
    }

    private Spot spot(int row, @Nullable String field) {
        return new Spot(Math.min(row, posting.size() - 1), field == null ? null : columnIn(field), false);
    }

    /** The column that a field is said in. */
    @Nullable String columnIn(String field) {
        if (AS_COLUMNS.containsKey(field)) {
            return AS_COLUMNS.get(field);
        }
        Matcher from = FROM.matcher(field);
        Matcher to = TO.matcher(field);
        String column = from.matches() ? from.group(1) : to.matches() ? PostingTable.to(to.group(1)) : field;
        return TableWords.of(column) == null ? StatementRows.columnOf(field) : column;
    }

    /** A fault of a cell, its field called as in the document. */
    ProblemException named(ProblemException why, int row) {
        Problem problem = why.problem();
        String column = problem.field();
        return TableWords.of(column) != null && PostingRows.isOfLine(posting.getFirst(), column)
                ? new ProblemException(Problem.of(problem.status(), problem.code(), "lines[" + row + "]." + column, problem.detail()))
                : why;
    }
}
