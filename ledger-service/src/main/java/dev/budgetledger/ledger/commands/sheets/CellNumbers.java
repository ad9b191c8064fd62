package dev.budgetledger.ledger.commands.sheets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/** What a cell with a number shows. */
final class CellNumbers {

    /** A spreadsheet computes in doubles and shows 15 digits of them: 0.30000000000000004 is 0.3. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?");
    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(40);
    private static final int SCALE_MAX = 40;

    /** The 1900 system has a 29 February 1900, which there was not: before it a number is another day. */
    private static final int LAST_DOUBTFUL_DAY = 60;

    private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);
    private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
    private static final int DAYS_MAX = 2_958_465;
    private static final long MINUTES_A_DAY = 24L * 60;

    private CellNumbers() {}

    static SheetCell cell(String kept, CellFormats.CellFormat format, boolean is1904) {
        if (!NUMBER.matcher(kept).matches()) {
            return SheetCell.fault(kept, "is kept as a number, and is none");
        }
        BigDecimal exact = new BigDecimal(kept.endsWith(".") ? kept + "0" : kept).round(SHOWN);
        if (exact.abs().compareTo(TOO_LARGE) > 0 || exact.scale() > SCALE_MAX + SHOWN.getPrecision()) {
            return SheetCell.fault(kept, "is a number out of any range");
        }
        if (format.isDate()) {
            return date(exact, is1904);
        }
        String plain = plain(exact);
        return format.digits() > plain.length() && plain.matches("[0-9]+")
                ? SheetCell.text("0".repeat(format.digits() - plain.length()) + plain)
                : SheetCell.number(plain);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static SheetCell date(BigDecimal number, boolean is1904) {
        int day = number.signum() < 0 || number.compareTo(BigDecimal.valueOf(DAYS_MAX)) > 0 ? -1 : number.intValue();
        if (day < 0 || (!is1904 && day <= LAST_DOUBTFUL_DAY)) {
            return SheetCell.fault(plain(number), "has the format of a date, and is none that spreadsheets agree on");
        }
        LocalDate date = (is1904 ? EPOCH_1904 : EPOCH_1900).plusDays(day);
        BigDecimal time = number.subtract(BigDecimal.valueOf(day));
        if (time.signum() == 0) {
            return SheetCell.date(date.toString());
        }
        LocalDateTime at = date.atStartOfDay().plusMinutes(
                time.multiply(BigDecimal.valueOf(MINUTES_A_DAY)).setScale(0, RoundingMode.HALF_UP).longValueExact());
        return SheetCell.date(at.toString());
    }
}
