package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** 时点 and the question: what a package answers. */
record AsOf(
        String department,
        String departmentName,
        int fiscalYear,
        @Nullable String ofUnit,
        LocalDate effectiveOn,
        Instant recordedAsOf,
        long position,
        long checkpointSize,
        String checkpointRoot,
        String basis,
        String amounts,
        String unit) {

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
                document.textIfAny("ofUnit", Known.UNIT),
                asOf.date("effectiveOn"),
                instant(asOf.text("recordedAsOf", Known.INSTANT_ANY)),
                asOf.number("position"),
                checkpoint.number("size"),
                checkpoint.text("rootHash", Known.HASH),
                oneOf(document.text("basis"), "approved", "adjusted"),
                oneOf(document.text("amounts"), "all", "frozen", "free"),
                oneOf(document.text("unit"), "万元", "元"));
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

    String classificationStream() {
        return "classification-" + fiscalYear;
    }

    boolean isApproved() {
        return basis.equals("approved");
    }

    private Json.Members document() {
        return ofUnit(Documents.object(
                "amounts", new Json.Text(amounts),
                "asOf", json(),
                "basis", new Json.Text(basis),
                "department", departmentJson(),
                "fiscalYear", new Json.Whole(fiscalYear),
                "unit", new Json.Text(unit)));
    }

    /** A document that says which unit 单位 it is of, if it is of one. */
    Json.Members ofUnit(Json.Members document) {
        return ofUnit == null ? document : Documents.with(document, "ofUnit", new Json.Text(ofUnit));
    }

    /** Whether a line is of what the package is of: a unit, or the whole department. */
    boolean includes(Line line) {
        return ofUnit == null || ofUnit.equals(line.unit());
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

    private static String oneOf(String value, String... allowed) {
        Fault.require(List.of(allowed).contains(value), "未知取值 " + Fault.quoted(value), "an unknown value");
        return value;
    }
}
