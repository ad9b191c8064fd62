package dev.budgetledger.projection.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.entries.BudgetAsOf;

/**
 * 公开文档: all that a budget discloses, in the order in which it is printed.
 *
 * @param parts a line of the 目录 each
 */
public record Document(Head head, List<Part> parts) {

    public Document {
        parts = List.copyOf(parts);
    }

    /** Its tables, in order. */
    public List<Sheet> sheets() {
        return parts.stream()
                .flatMap(part -> part.blocks().stream())
                .flatMap(block -> block instanceof Sheet sheet ? Stream.of(sheet) : Stream.empty())
                .toList();
    }

    /**
     * Whose document it is, and as of when.
     *
     * @param title of the cover
     * @param subtitle below it
     * @param contents what the 目录 is called
     * @param ofUnit the code of the unit 单位 whose document it is, absent where it is of the whole department
     * @param basis approved or adjusted
     */
    @JsonPropertyOrder({
        "title", "subtitle", "contents", "department", "ofUnit", "fiscalYear", "effectiveOn", "recordedAsOf", "position", "basis", "form"
    })
    public record Head(
            String title,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String subtitle,
            String contents,
            Department department,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            int fiscalYear,
            LocalDate effectiveOn,
            Instant recordedAsOf,
            long position,
            String basis,
            FormPin form) {

        /** The head of the document of a budget, at its point and in a form. */
        public static Head of(String title, BudgetAsOf budget, Form form) {
            return of(title, null, "目录", budget, form);
        }

        static Head of(String title, @Nullable String subtitle, String contents, BudgetAsOf budget, Form form) {
            return new Head(title, subtitle, contents, budget.department(), budget.ofUnit(), budget.fiscalYear(), budget.asOf().effectiveOn(),
                    budget.asOf().recordedAsOf(), budget.asOf().position(), budget.basis().name().toLowerCase(Locale.ROOT),
                    new FormPin(form.id(), form.sha256()));
        }
    }

    /**
     * The form that the document has.
     *
     * @param sha256 of its canonical JSON, in hex
     */
    public record FormPin(String id, String sha256) {}

    /**
     * 部分: a heading of the 目录 and what stands below it.
     *
     * @param id its anchor, no other part's: letters, digits, {@code _} and {@code -}
     * @param heading what stands over it where that differs from its title, empty if nothing does
     * @param level 1 for the outermost
     * @param blocks none of a heading above other parts
     */
    public record Part(
            String id,
            String title,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String heading,
            int level,
            List<Block> blocks) {
        public Part {
            blocks = List.copyOf(blocks);
        }

        /** One whose title stands over it. */
        public Part(String id, String title, int level, List<Block> blocks) {
            this(id, title, null, level, blocks);
        }
    }
}
