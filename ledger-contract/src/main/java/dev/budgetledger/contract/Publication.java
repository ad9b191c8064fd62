package dev.budgetledger.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;

/**
 * 公开内容: what of a budget was published, so that anyone can make it again and see that it is the same.
 *
 * <p>The constructor refuses a set of tables that is not that of its form in order. A checkpoint is looked at strictly where it
 * comes in, {@link #headOf}: one that an earlier release recorded stays readable.
 *
 * @param basis 口径 of the tables
 * @param ofUnit 单位 whose tables they are; absent if the whole department's, or an earlier release recorded it
 * @param unit 金额单位 of the tables; absent if each has that of the form
 * @param form 公开表样 that the tables have; absent if that of the year, which comes with the release
 * @param tables one of each of the form, {@link #TABLES} if there is none
 * @param documents 公开文档 of the form as they were served, in the order of {@link Format}; absent if it has none, or an earlier release recorded it
 * @param checkpoint 检查点: a signed head of the log over the position, as a note
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Publication(
        Point asOf,
        Basis basis,
        @Nullable String ofUnit,
        @Nullable Unit unit,
        @Nullable PinnedForm form,
        List<Table> tables,
        @Nullable List<PinnedDocument> documents,
        String checkpoint) {

    /** The nine 部门预算公开表 by their ids, in the order of the printed disclosure. */
    public static final List<String> TABLES = List.of(
            "revenue-and-expenditure", "revenue", "expenditure", "fiscal-appropriation", "general-public-budget",
            "basic-expenditure", "government-fund", "state-capital", "three-public");

    /** @throws IllegalArgumentException if without a form the tables are not the nine, or there is no unit of measure */
    public Publication {
        tables = List.copyOf(tables);
        documents = documents == null ? null : List.copyOf(documents);
        List<String> ids = tables.stream().map(Table::id).toList();
        if (form == null && !ids.equals(TABLES)) {
            throw new IllegalArgumentException("a publication has the tables " + TABLES + ", not " + ids);
        }
        if (form == null && unit == null) {
            throw new IllegalArgumentException("a publication without a form has a unit of measure");
        }
    }

    /** In the form of the year, which comes with the release. */
    public Publication(Point asOf, Basis basis, Unit unit, List<Table> tables, String checkpoint) {
        this(asOf, basis, null, unit, null, tables, null, checkpoint);
    }

    /** Of the whole department. */
    public Publication(Point asOf, Basis basis, @Nullable Unit unit, @Nullable PinnedForm form, List<Table> tables,
            @Nullable List<PinnedDocument> documents, String checkpoint) {
        this(asOf, basis, null, unit, form, tables, documents, checkpoint);
    }

    /**
     * A form as it was adopted last up to the point.
     *
     * @param id of the {@link Form}
     * @param sha256 {@link Form#sha256 摘要} of it
     */
    public record PinnedForm(String id, String sha256) {}

    /**
     * 截至: a point in both times at which tables never change again.
     *
     * @param effectiveOn 业务日期: what is effective on or before this day counts
     * @param recordedAsOf 记账时间 of the position
     * @param position counts the facts up to this one
     */
    public record Point(
            LocalDate effectiveOn,
            @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") Instant recordedAsOf,
            long position) {}

    /** 口径: which postings a table counts. */
    public enum Basis {
        /** 年初批复. */
        APPROVED,
        /** 变动后. */
        ADJUSTED
    }

    /** 金额单位. */
    public enum Unit {
        /** 万元. */
        WAN_YUAN,
        /** 元. */
        YUAN
    }

    /**
     * A table.
     *
     * @param sha256 摘要 of its CSV as it is served, in lower-case hex
     */
    public record Table(String id, String sha256) {}

    /** What a document is had as. */
    public enum Format {
        /** What it says: the tree, as canonical JSON (RFC 8785). */
        JSON,
        HTML,
        PDF,
        XLSX
    }

    /**
     * A document.
     *
     * @param digest 摘要: SHA-256 of its bytes, in lower-case hex
     */
    public record PinnedDocument(Format format, String digest) {}

    /** The head of the log that the checkpoint says. */
    public Checkpoint head() {
        return Checkpoint.parse(checkpoint.substring(0, checkpoint.indexOf("\n\n") + 1));
    }

    /**
     * The head of the log that a signed note says, no matter who signed it.
     *
     * @throws IllegalArgumentException if the text is not a checkpoint
     */
    public static Checkpoint headOf(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }
}
