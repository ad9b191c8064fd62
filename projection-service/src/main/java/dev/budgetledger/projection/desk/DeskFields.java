package dev.budgetledger.projection.desk;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.CommandBody.LineNames;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.LineWords;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;

/**
 * The fields of a form, each with what is wrong with it.
 *
 * @param fault of the ledger, null if there is none; it stands at its field, and the page has it once
 */
record DeskFields(Markup out, BudgetAsOf budget, DeskValues values, @Nullable Fault fault) {

    /** More lines are no choice any more: their codes are written. */
    static final int LINES_MAX = 500;

    /** Codes that a browser offers. */
    private static final int CODES_MAX = 3000;

    private static final Map<String, Classification.Type> LISTS = Map.of(
            "function", Classification.Type.FUNCTION, "economic", Classification.Type.ECONOMIC);

    private static final Set<String> DATES = Set.of("effectiveOn", "expiresOn");

    /** @param field where it is said, and what that is called */
    record Fault(FaultField field, String detail) {}

    void write(Class<?> body) {
        record(body, "");
        LISTS.forEach((name, type) -> {
            out.raw("<datalist id=\"codes-" + name + "\">");
            budget.names().all(type).entrySet().stream().limit(CODES_MAX).forEach(code -> out.raw("<option value=\"").text(code.getKey())
                    .raw("\">").text(code.getValue()).raw("</option>"));
            out.raw("</datalist>\n");
        });
    }

    private void record(Class<?> of, String at) {
        boolean isLine = LineNames.class.isAssignableFrom(of);
        if (isLine) {
            lines(at + DeskValues.CHOSEN);
        }
        for (RecordComponent field : of.getRecordComponents()) {
            Class<?> element = DeskForm.element(field);
            if (element != null) {
                list(field.getName(), element, at + field.getName());
            } else if (field.getType().isRecord()) {
                group(word(field.getName()), field.getType(), at + field.getName() + ".");
            } else {
                one(field, at + field.getName());
            }
        }
    }

    private void list(String name, Class<?> element, String at) {
        int rows = values.rowsOf(at);
        for (int i = 0; i < rows; i++) {
            Wording word = word(name);
            group(new Wording(word.chinese() + " " + (i + 1), word.english() + " " + (i + 1)), element, at + "[" + i + "].");
        }
        out.raw("<input type=\"hidden\" name=\"" + at + "." + DeskValues.ROWS + "\" value=\"" + rows + "\"/>\n<p><button name=\"step\" value=\"row\" formnovalidate=\"formnovalidate\">");
        said(new Wording("加一行", "Another row"));
        out.raw("</button></p>\n");
    }

    private void group(Wording word, Class<?> of, String at) {
        out.raw("<fieldset id=\"" + at.substring(0, at.length() - 1) + "\"><legend>");
        said(word);
        out.raw("</legend>\n");
        record(of, at);
        out.raw("</fieldset>\n");
    }

    /** The lines that there are, with what may be moved of each. */
    private void lines(String name) {
        label(name, DeskValues.CHOSEN);
        out.raw("<select name=\"" + name + "\" id=\"" + name + "\"" + wrong(name) + "><option value=\"\">— ").text(new Wording("填写代码", "write its codes").text()).raw(" —</option>");
        for (LineBalance each : choice(budget)) {
            String key = new String(ContractJson.write(each.line()), StandardCharsets.UTF_8);
            out.raw("<option value=\"").text(key).raw(key.equals(values.text(name)) ? "\" selected=\"selected\">" : "\">")
                    .text(LineWords.of(each.line()).brief()).text(" · " + new Wording("可用", "free").brief() + " " + GroupedAmount.of(each.balance().plus(each.frozen().negated()).toYuan()))
                    .raw("</option>");
        }
        out.raw("</select></label>\n");
        why(name);
    }

    private static List<LineBalance> choice(BudgetAsOf budget) {
        return budget.lines().stream().sorted(Comparator.comparing(LineBalance::line, Line.ORDER)).limit(LINES_MAX).toList();
    }

    private void one(RecordComponent field, String name) {
        label(name, field.getName());
        String wrong = wrong(name);
        if (field.getType().isEnum()) {
            out.raw("<select name=\"" + name + "\" id=\"" + name + "\"" + wrong + "><option value=\"\">—</option>");
            for (Object constant : field.getType().getEnumConstants()) {
                Enum<?> each = (Enum<?>) constant;
                out.raw("<option value=\"" + each.name() + "\"" + (each.name().equals(values.text(name)) ? " selected=\"selected\">" : ">"))
                        .text(Vocabulary.of(each).text()).raw("</option>");
            }
            out.raw("</select>");
        } else {
            out.raw("<input name=\"" + name + "\" id=\"" + name + "\"" + kind(field.getName()) + wrong + " value=\"").text(values.text(name)).raw("\"/>");
        }
        out.raw("</label>\n");
        why(name);
    }

    private String wrong(String name) {
        return fault != null && fault.field().id().equals(name) ? " aria-invalid=\"true\" aria-describedby=\"fault\"" : "";
    }

    /** Beside the label, which would have it in the name of the field. */
    private void why(String name) {
        if (fault != null && fault.field().id().equals(name)) {
            out.raw("<p class=\"wrong\" id=\"fault\">").text(fault.detail()).raw("</p>\n");
        }
    }

    private static String kind(String name) {
        if (DATES.contains(name)) {
            return " type=\"date\"";
        }
        return " autocomplete=\"off\"" + (name.equals("amount") ? " inputmode=\"decimal\"" : "") + (LISTS.containsKey(name) ? " list=\"codes-" + name + "\"" : "");
    }

    private void label(String name, String word) {
        out.raw("<label for=\"" + name + "\"><span>");
        said(word(word));
        out.raw("</span> ");
    }

    private void said(Wording word) {
        word.write(out);
    }

    private static Wording word(String field) {
        return Vocabulary.of("Field", field);
    }
}
