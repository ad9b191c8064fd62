package dev.budgetledger.projection.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import dev.budgetledger.projection.console.Wording;

/**
 * What is done with a file.
 *
 * @see UploadController
 */
enum UploadStep {
    /** 试算: nothing is posted. */
    CHECK("?dryRun=true", false, "试算", "Check"),
    /** All are posted or none. */
    TOGETHER("?atomic=true", true, "全部记账，一笔有误则都不记", "Post all or none"),
    /** Each that is right is posted. */
    EACH("", true, "逐笔记账，有误的不记", "Post each that is right"),
    /** The sheet with what would become of it. */
    SHEET("?dryRun=true", false, "下载结果表", "Download the outcome"),
    /** The same once it was posted: a file sent again under its key is answered as before, and posts nothing. */
    SHEET_OF_TOGETHER("?atomic=true", true, SHEET.chinese, SHEET.english),
    SHEET_OF_EACH("", true, SHEET.chinese, SHEET.english);

    private final String question;
    private final boolean posts;
    private final String chinese;
    private final String english;

    UploadStep(String question, boolean posts, String chinese, String english) {
        this.question = question;
        this.posts = posts;
        this.chinese = chinese;
        this.english = english;
    }

    static Optional<UploadStep> of(String value) {
        return Arrays.stream(values()).filter(each -> each.value().equals(value)).findAny();
    }

    /** As its button says it. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    String path() {
        return "/v1/postings" + question;
    }

    /** Whether the ledger is given a key. */
    boolean posts() {
        return posts;
    }

    boolean isSheet() {
        return this == SHEET || this == SHEET_OF_TOGETHER || this == SHEET_OF_EACH;
    }

    /** That of the sheet, after this. */
    UploadStep sheet() {
        return switch (this) {
            case CHECK, SHEET -> SHEET;
            case TOGETHER, SHEET_OF_TOGETHER -> SHEET_OF_TOGETHER;
            case EACH, SHEET_OF_EACH -> SHEET_OF_EACH;
        };
    }

    Wording wording() {
        return new Wording(chinese, english);
    }
}
