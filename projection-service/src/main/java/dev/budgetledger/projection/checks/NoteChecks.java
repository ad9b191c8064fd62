package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.form.TableForm;

/** 注: a note below a table is one of its own, and is so. One that no table of the form has is not read. */
final class NoteChecks {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private NoteChecks() {}

    /** One for each table below which there is a note of the form. */
    static List<Check> of(PrintedTables tables) {
        return tables.form().tables().stream()
                .flatMap(plan -> tables.find(plan).stream())
                .filter(table -> table.notes().stream().anyMatch(note -> tables.form().tables().stream()
                        .anyMatch(plan -> own(plan, List.of(note)).findAny().isPresent())))
                .map(table -> new Check(table.plan().name() + "-notes", table.plan().name() + " 注",
                        "a note below a table is one of its own, and is so", false, printed -> find(table, printed)))
                .toList();
    }

    private static Finding find(PrintedTable table, PrintedTables printed) {
        for (String note : table.notes()) {
            Optional<TableForm.Note> own = own(table.plan(), List.of(note)).findFirst();
            Optional<TablePlan> other = printed.form().tables().stream()
                    .filter(plan -> own(plan, List.of(note)).findAny().isPresent())
                    .findFirst();
            if (own.isEmpty() && other.isPresent()) {
                return new Finding.Wrong(table.plan().id() + " has the note of " + other.get().id() + ": " + PlainText.quoted(note));
            }
            if (own.filter(each -> each.when() == TableForm.Note.When.EMPTY).isPresent() && hasMoney(table)) {
                return new Finding.Wrong(table.plan().id() + " is not empty, and says so: " + PlainText.quoted(note));
            }
        }
        return new Finding.Compared(List.of(Equation.equal(EquationSide.ZERO, EquationSide.ZERO)));
    }

    private static boolean hasMoney(PrintedTable table) {
        return table.rows().stream().flatMap(row -> row.amounts().values().stream()).anyMatch(amount -> !amount.isZero());
    }

    /** The notes of the form of a table that are among these. */
    static Stream<TableForm.Note> own(TablePlan plan, List<String> notes) {
        List<String> printed = notes.stream().map(NoteChecks::plain).toList();
        return plan.form().notes().stream().filter(note -> printed.contains(plain(plan.inYear(note.text()))));
    }

    private static String plain(String text) {
        return SPACE.matcher(text).replaceAll("").replace('：', ':');
    }
}
