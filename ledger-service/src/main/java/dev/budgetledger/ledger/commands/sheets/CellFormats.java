package dev.budgetledger.ledger.commands.sheets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** How cells show numbers, by the number of their style. */
final class CellFormats {

    private static final int FORMATS_MAX = 65_536;
    private static final String GENERAL = "General";

    private final List<CellFormat> formats = new ArrayList<>();

    /**
     * How a cell shows a number.
     *
     * @param isDate as a date or a time
     * @param digits with zeros before it up to this many digits, as codes have; 0: as it is
     */
    record CellFormat(boolean isDate, int digits) {

        static CellFormat of(String code) {
            // Only what stands before the first ; is of positive numbers; quoted and escaped text and [colours] show no number.
            String shown = code.replaceAll("\"[^\"]*\"|\\\\.|_.|\\[(?![hms]+])[^\\]]*\\]", "").split(";", 2)[0].toLowerCase(Locale.ROOT);
            boolean isDate = !shown.contains("general") && shown.matches("(?s).*[ymdhseg].*") && !shown.matches("(?s)[0#?.,]*e[+-].*");
            return new CellFormat(isDate, shown.matches("0{2,15}") ? shown.length() : 0);
        }

        /** One of those that need not be written down; those of Chinese are dates, too. */
        static CellFormat ofBuiltIn(int id) {
            return new CellFormat((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58), 0);
        }
    }

    /** @param part null if the workbook has none */
    static CellFormats read(@Nullable WorkbookPart part) {
        CellFormats all = new CellFormats();
        if (part == null) {
            return all;
        }
        Map<Integer, CellFormat> own = new HashMap<>();
        boolean ofCells = false;
        while (part.next()) {
            String begins = part.begins();
            if ("numFmt".equals(begins) && own.size() < FORMATS_MAX) {
                String code = part.attribute("formatCode");
                own.put(part.number("numFmtId", 0), CellFormat.of(code == null ? GENERAL : code));
            } else if ("cellXfs".equals(begins)) {
                ofCells = true;
            } else if ("cellXfs".equals(part.ends())) {
                ofCells = false;
            } else if (ofCells && "xf".equals(begins) && all.formats.size() < FORMATS_MAX) {
                int id = part.number("numFmtId", 0);
                CellFormat format = own.get(id);
                all.formats.add(format == null ? CellFormat.ofBuiltIn(id) : format);
            }
        }
        return all;
    }

    /** That of a style; one that there is not shows a number as it is. */
    CellFormat get(int style) {
        return style < formats.size() ? formats.get(style) : CellFormat.ofBuiltIn(0);
    }
}
