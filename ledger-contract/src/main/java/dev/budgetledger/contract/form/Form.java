package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Sha256;

/**
 * 公开表样: the tables that a place has its departments or units publish, from one fiscal year on.
 *
 * <p>It is read in one way only, {@link FormReader}, from wherever it comes; what it is written as has every field that has a
 * default, so two texts of the same form have the same canonical bytes.
 *
 * @param id letters, digits, {@code _} and {@code -}
 * @param name what people call it
 * @param jurisdiction 行政区划代码 of the place that prescribes it, six digits of GB/T 2260
 * @param level whose tables they are
 * @param of what they publish
 * @param fiscalYears those that it is for
 * @param tables in the order of the printed disclosure
 * @param document what stands round them; absent if the place prescribes tables only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Form(
        String id,
        String name,
        String jurisdiction,
        Level level,
        Of of,
        FiscalYears fiscalYears,
        List<TableForm> tables,
        @Nullable DocumentForm document) {

    /** 级次. */
    public enum Level {
        /** 部门: with all of its units. */
        DEPARTMENT,
        /** 单位: one unit. */
        UNIT
    }

    /** What is published. */
    public enum Of {
        /** 预算. */
        BUDGET,
        /** 决算. */
        FINAL_ACCOUNTS
    }

    private static final String STREAM = "form-";
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern JURISDICTION = Pattern.compile("[0-9]{6}");

    public Form {
        tables = List.copyOf(tables);
    }

    /** Of tables only. */
    public Form(String id, String name, String jurisdiction, Level level, Of of, FiscalYears fiscalYears, List<TableForm> tables) {
        this(id, name, jurisdiction, level, of, fiscalYears, tables, null);
    }

    /** Whether a table has columns of the year before. */
    public boolean comparesYears() {
        return tables.stream().anyMatch(TableForm::comparesYears);
    }

    /** Where authors write: the ids of slots, with a point at the end where there is one of each of something. */
    public Set<String> slots() {
        return document == null ? Set.of() : document.slotKeys();
    }

    /** Whether a text may be the id of a form, a table or a column. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether a text may be 行政区划代码. */
    public static boolean isJurisdiction(String text) {
        return JURISDICTION.matcher(text).matches();
    }

    /** The stream of all that was adopted under an id, {@code form-shijiazhuang-2023}. */
    public static String stream(String id) {
        return STREAM + id;
    }

    /** Whether a stream is that of a form: ids begin with a letter, and what follows the code of a department with a digit. */
    public static boolean isStream(String stream) {
        return stream.startsWith(STREAM) && stream.length() > STREAM.length() && Character.isLetter(stream.charAt(STREAM.length()));
    }

    /** 摘要: the SHA-256 of its canonical bytes (RFC 8785), in lower-case hex. */
    public String sha256() {
        return Sha256.hex(ContractJson.write(this));
    }

    /** The form of a JSON object. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Form of(Map<String, Object> json) {
        return FormReader.read(json);
    }
}
