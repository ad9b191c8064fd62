package dev.budgetledger.projection.disclosure;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.LineBalance;

/**
 * What the tables ought to hold, worked out the slow and plain way: for every cell, go through every line and ask.
 * It shares nothing with the code it judges.
 */
final class PlainOracle {

    private final List<LineBalance> lines;

    PlainOracle(List<LineBalance> lines) {
        this.lines = lines;
    }

    /** A question about one line. */
    interface Question {
        boolean yes(Line line);
    }

    /** What lines were given. */
    long income(Question question) {
        return expenditure(question) + carriedOut(question);
    }

    /** What is left of it for this year. */
    long expenditure(Question question) {
        long fen = 0;
        for (LineBalance line : lines) {
            if (question.yes(line.line())) {
                fen += line.balance().fen();
            }
        }
        return fen;
    }

    /** What went into the next year. */
    long carriedOut(Question question) {
        long fen = 0;
        for (LineBalance line : lines) {
            if (question.yes(line.line())) {
                fen += line.carriedOut().fen();
            }
        }
        return fen;
    }

    /** What a table by code shows of lines. */
    long fen(TableId table, Question question) {
        return table == TableId.REVENUE ? income(question) : expenditure(question);
    }

    private static boolean hasMoney(TableId table, LineBalance line) {
        long balance = line.balance().fen();
        return table == TableId.REVENUE ? balance + line.carriedOut().fen() != 0 : balance != 0;
    }

    /** Every code that must have a row. */
    SortedSet<String> codes(TableId table) {
        SortedSet<String> codes = new TreeSet<>();
        for (LineBalance line : lines) {
            String code = code(table, line.line());
            if (code != null && inTable(table, line.line()) && hasMoney(table, line)) {
                for (int length = 3; length <= code.length(); length += 2) {
                    codes.add(code.substring(0, length));
                }
            }
        }
        return codes;
    }

    boolean hasUnpublished(TableId table) {
        boolean any = false;
        for (LineBalance line : lines) {
            any |= inTable(table, line.line()) && code(table, line.line()) == null && hasMoney(table, line);
        }
        return any;
    }

    static @Nullable String code(TableId table, Line line) {
        return table == TableId.BASIC_EXPENDITURE ? line.economic() : line.function();
    }

    static boolean startsWith(@Nullable String code, String prefix) {
        return code != null && code.startsWith(prefix);
    }

    static boolean inTable(TableId table, Line line) {
        String fund = line.fund().name();
        return switch (table) {
            case REVENUE_AND_EXPENDITURE, REVENUE, EXPENDITURE -> true;
            case FISCAL_APPROPRIATION, THREE_PUBLIC -> isAppropriation(line);
            case GENERAL_PUBLIC_BUDGET -> fund.equals("GENERAL_PUBLIC");
            case BASIC_EXPENDITURE -> fund.equals("GENERAL_PUBLIC") && isBasic(line);
            case GOVERNMENT_FUND -> fund.equals("GOVERNMENT_FUND");
            case STATE_CAPITAL -> fund.equals("STATE_CAPITAL");
        };
    }

    static boolean inColumn(String column, Line line) {
        boolean current = line.origin().name().equals("CURRENT");
        String fund = line.fund().name();
        String kind = line.kind().name();
        return switch (column) {
            case "total", "expenditureAmount" -> true;
            case "currentYear" -> current;
            case "carriedOver" -> !current;
            case "fiscalAppropriation" -> current && isAppropriation(line);
            case "fiscalSpecialAccount" -> current && fund.equals("FISCAL_SPECIAL_ACCOUNT");
            case "institution" -> current && fund.equals("INSTITUTION");
            case "institutionBusiness" -> current && fund.equals("INSTITUTION_BUSINESS");
            case "superiorSubsidy" -> current && fund.equals("SUPERIOR_SUBSIDY");
            case "subordinateRemittance" -> current && fund.equals("SUBORDINATE_REMITTANCE");
            case "other" -> current && fund.equals("OTHER");
            case "basic" -> isBasic(line);
            case "project" -> kind.equals("PROJECT");
            case "business" -> kind.equals("BUSINESS");
            case "remittance" -> kind.equals("REMITTANCE");
            case "subsidy" -> kind.equals("SUBSIDY");
            case "personnel" -> kind.equals("PERSONNEL");
            case "operating" -> kind.equals("OPERATING");
            case "generalPublic" -> fund.equals("GENERAL_PUBLIC");
            case "governmentFund" -> fund.equals("GOVERNMENT_FUND");
            case "stateCapital" -> fund.equals("STATE_CAPITAL");
            default -> throw new AssertionError("what is column " + column);
        };
    }

    static boolean isAppropriation(Line line) {
        return List.of("GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL").contains(line.fund().name());
    }

    private static boolean isBasic(Line line) {
        return List.of("PERSONNEL", "OPERATING", "BASIC").contains(line.kind().name());
    }
}
