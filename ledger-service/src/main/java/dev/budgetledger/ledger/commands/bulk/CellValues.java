package dev.budgetledger.ledger.commands.bulk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.budgetledger.contract.WrittenAmount;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.bulk.TableWords.Unit;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

/**
 * What a cell says, written as documents have it. What is not written in one of the ways that can mean one thing only stays as it is, and is
 * refused as such where the document is read.
 */
final class CellValues {

    private static final Pattern DAY = Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})");
    private static final Pattern CHINESE_DAY = Pattern.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日");
    private static final Pattern CHINESE_YEAR = Pattern.compile("([0-9]{4})年度?");

    /** What doubles leave behind where they were added up. */
    private static final BigDecimal REST = new BigDecimal("0.000001");

    private static final int YUAN_PER_WAN_POWER = 4;
    private static final int WHOLE_DIGITS_MAX = 15;

    private CellValues() {}

    /**
     * The value of a cell.
     *
     * @param unit of money
     * @throws ProblemException if it shows no value, or one of another kind than the column's
     */
    static String read(SheetCell cell, TableColumn column, Unit unit) {
        return switch (cell.kind()) {
            case FAULT -> throw ProblemException.invalid(column.field(), String.valueOf(cell.fault()));
            case TEXT -> text(cell.text(), column, unit);
            case NUMBER -> number(cell.text(), column, unit);
            case DATE -> date(cell.text(), column);
        };
    }

    private static String text(String text, TableColumn column, Unit unit) {
        return switch (column.form()) {
            case TEXT -> text;
            case NAME -> column.values().getOrDefault(text.strip(), text);
            case YEAR -> year(text);
            case DATE -> day(text);
            case NUMBER -> WrittenAmount.decimal(text);
            case MONEY -> money(text, unit);
        };
    }

    private static String year(String text) {
        Matcher year = CHINESE_YEAR.matcher(WrittenAmount.halfWidth(text));
        return year.matches() ? year.group(1) : WrittenAmount.halfWidth(text);
    }

    private static String day(String text) {
        String plain = WrittenAmount.halfWidth(text);
        Matcher day = DAY.matcher(plain);
        if (day.matches()) {
            return day(day.group(1), day.group(3), day.group(4));
        }
        Matcher chinese = CHINESE_DAY.matcher(plain);
        return chinese.matches() ? day(chinese.group(1), chinese.group(2), chinese.group(3)) : text;
    }

    private static String day(String year, String month, String day) {
        return year + "-" + twoDigits(month) + "-" + twoDigits(day);
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static String money(String text, Unit unit) {
        String plain = WrittenAmount.decimal(text);
        if (unit == Unit.YUAN || !plain.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return plain;
        }
        return new BigDecimal(plain).movePointRight(YUAN_PER_WAN_POWER).stripTrailingZeros().toPlainString();
    }

    private static String number(String number, TableColumn column, Unit unit) {
        return switch (column.form()) {
            case DATE -> throw ProblemException.invalid(column.field(), "a number, not a date: give its cell the format of a date");
            case MONEY -> yuan(new BigDecimal(number), unit);
            case NUMBER -> number;
            case TEXT, NAME, YEAR -> {
                if (new BigDecimal(number).abs().toBigInteger().toString().length() > WHOLE_DIGITS_MAX) {
                    throw ProblemException.invalid(column.field(),
                            "a spreadsheet keeps 15 digits of a number: give its cell the format of text, and write it again");
                }
                yield number;
            }
        };
    }

    private static String yuan(BigDecimal number, Unit unit) {
        BigDecimal exact = unit == Unit.YUAN ? number : number.movePointRight(YUAN_PER_WAN_POWER);
        BigDecimal fen = exact.setScale(2, RoundingMode.HALF_EVEN);
        return exact.subtract(fen).abs().compareTo(REST) < 0 ? fen.toPlainString() : exact.toPlainString();
    }

    private static String date(String date, TableColumn column) {
        if (column.form() != TableColumn.Form.DATE) {
            throw ProblemException.invalid(column.field(),
                    "the spreadsheet made a date of it: give its cell the format of text or of a number, and write it again");
        }
        return date;
    }
}
