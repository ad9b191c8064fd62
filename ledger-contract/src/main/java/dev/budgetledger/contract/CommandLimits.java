package dev.budgetledger.contract;


/** How large what is said to the ledger may be. Characters are code points. */
public final class CommandLimits {

    /** One command, in bytes: the body of a single request, a line, an element or a record. */
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    /** Lines, classifications, units, projects, tables, or of each kind in a statement, of one command. It keeps the sum of the largest amounts within a long, and a fact within a record. */
    public static final int LINES_MAX = 5000;

    public static final int IDEMPOTENCY_KEY_CHARS_MAX = 255;
    public static final int POSTED_BY_CHARS_MAX = 100;

    /** 名称: a name, of a department, a classification or a project. */
    public static final int NAME_CHARS_MAX = 200;

    /** 追踪标志: a tag of a line. */
    public static final int TAG_CHARS_MAX = 50;

    /** 文号: the number of a paper. */
    public static final int DOCUMENT_NO_CHARS_MAX = 100;

    /** 事由. */
    public static final int REASON_CHARS_MAX = 1000;

    /** 说明: a paragraph of a statement. */
    public static final int PARAGRAPH_CHARS_MAX = 4000;

    /** 复核规则 of one command. */
    public static final int RULES_MAX = 50;

    /** Postings that an explanation cites. */
    public static final int CITED_MAX = 20;

    private CommandLimits() {}
}
