package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * 时点 and the question: what a package answers.
 *
 * @param form the id of the form of the tables; absent in packages of earlier releases
 * @param ofUnit 单位, if it is of one
 * @param unit 元 or 万元, if not each table is in that of its form
 */
record AsOf(
        String department,
        String departmentName,
        int fiscalYear,
        @Nullable String form,
        @Nullable String ofUnit,
        LocalDate effectiveOn,
        Instant recordedAsOf,
        long position,
        long checkpointSize,
        String checkpointRoot,
        String basis,
        String amounts,
        @Nullable String unit) {

    private static final int BYTES_MAX = 8192;

    static AsOf read(ByteBuffer bytes) {
        Fault.require(bytes.remaining() <= BYTES_MAX, "as-of.json 过长", "as-of.json is longer than it can be");
        Json.Members document = JsonReader.object(bytes);
        Json.Members asOf = document.object("asOf");
        Json.Members department = document.object("department");
        Json.Members checkpoint = asOf.object("checkpoint");
        AsOf read = new AsOf(
                department.text("code", Known.DEPARTMENT),
                department.text("name", Known.NAME_MAX),
                Known.year(document.whole("fiscalYear")),
                document.textIfAny("form", Form.ID),
                document.textIfAny("ofUnit", Known.UNIT),
                asOf.date("effectiveOn"),
                instant(asOf.text("recordedAsOf", Known.INSTANT_ANY)),
                asOf.number("position"),
                checkpoint.number("size"),
                checkpoint.text("rootHash", Known.HASH),
                document.oneOf("basis", List.of("approved", "adjusted")),
                document.oneOf("amounts", List.of("all", "frozen", "free")),
                document.has("unit") ? document.oneOf("unit", List.of("万元", "元")) : null);
        // Nothing else stands there, and nothing is written in another way.
        Fault.require(CanonicalJson.bytes(read.document()).equals(bytes),
                "as-of.json 写法有误", "as-of.json is not written as it must be");
        return read;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Fault("不是时间: " + text, "not an instant: " + text);
        }
    }

    String stream() {
        return department + "-" + fiscalYear;
    }

    /** That of the form, if it is adopted. */
    @Nullable String formStream() {
        return form == null ? null : Form.STREAMS + form;
    }

    String classificationStream() {
        return "classification-" + fiscalYear;
    }

    /** The budget of the year before. */
    String priorStream() {
        return department + "-" + (fiscalYear - 1);
    }

    String priorClassificationStream() {
        return "classification-" + (fiscalYear - 1);
    }

    boolean isApproved() {
        return basis.equals("approved");
    }

    private Json.Members document() {
        return withIfAny("unit", unit, withIfAny("form", form, ofUnit(Documents.object(
                "amounts", new Json.Text(amounts),
                "asOf", json(),
                "basis", new Json.Text(basis),
                "department", departmentJson(),
                "fiscalYear", new Json.Whole(fiscalYear)))));
    }

    /** A document that says which unit 单位 it is of, if it is of one. */
    Json.Members ofUnit(Json.Members document) {
        return withIfAny("ofUnit", ofUnit, document);
    }

    /** Whether a line is of what the package is of: a unit, or the whole department. */
    boolean includes(Line line) {
        return ofUnit == null || ofUnit.equals(line.unit());
    }

    /** What was published in a form. */
    AsOf published(String publishedIn, Publications.Published published) {
        return new AsOf(department, departmentName, fiscalYear, publishedIn, published.ofUnit(), published.effectiveOn(), published.recordedAsOf(),
                published.position(), checkpointSize, checkpointRoot, published.approved() ? "approved" : "adjusted", "all", null);
    }

    /** As every document says what it is as of. */
    Json.Members json() {
        return Documents.object(
                "checkpoint", Documents.object(
                        "rootHash", new Json.Text(checkpointRoot), "size", new Json.Whole(checkpointSize)),
                "effectiveOn", new Json.Text(effectiveOn.toString()),
                "position", new Json.Whole(position),
                "recordedAsOf", new Json.Text(recordedAsOf.toString()));
    }

    Json.Members departmentJson() {
        return Documents.object("code", new Json.Text(department), "name", new Json.Text(departmentName));
    }

    private static Json.Members withIfAny(String name, @Nullable String text, Json.Members document) {
        return text == null ? document : Documents.with(document, name, new Json.Text(text));
    }
}
