package dev.budgetledger.contract.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.BlockForm.SheetField;
import dev.budgetledger.contract.form.DocumentForm.AmountFormat;
import dev.budgetledger.contract.form.DocumentForm.By;
import dev.budgetledger.contract.form.DocumentForm.Numbering;
import dev.budgetledger.contract.form.DocumentForm.PartForm;
import dev.budgetledger.contract.form.DocumentForm.Required;
import dev.budgetledger.contract.form.DocumentForm.SlotForm;

/** Reads the document of a form: its parts, blocks and spans, and whether the slots and tables that they name are there. */
final class DocumentReader {

    private static final Pattern YUAN = Pattern.compile("(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?");
    private static final Pattern CATALOGUE = Pattern.compile("[ABC][0-9]{0,10}");

    private final Set<String> tables;
    private final Map<String, @Nullable By> slots = new HashMap<>();
    private final List<PartForm> contents = new ArrayList<>();

    private DocumentReader(Set<String> tables) {
        this.tables = tables;
    }

    static DocumentForm document(JsonFields document, List<TableForm> tables) {
        return new DocumentReader(tables.stream().map(TableForm::id).collect(Collectors.toSet())).read(document);
    }

    private DocumentForm read(JsonFields document) {
        String title = document.sentence("title");
        List<String> corners = document.has("corners") ? document.list("corners", 0, 3, JsonFields::sentence) : List.of();
        DocumentForm.LineNumbers lineNumbers = document.has("lineNumbers") ? lineNumbers(document.object("lineNumbers")) : null;
        AmountFormat amounts = amounts(document.object("amounts"));
        List<SlotForm> declared = document.has("slots")
                ? document.list("slots", 0, FormLimits.SLOTS_MAX, DocumentReader::slot)
                : List.of();
        FormReader.requireUnique(declared, SlotForm::id, index -> document.path("slots") + "/" + index + "/id");
        declared.forEach(slot -> slots.put(slot.id(), slot.by()));
        Numbering numbering = numbering(document);
        List<PartForm> parts = document.list("parts", 1, FormLimits.PARTS_MAX, (json, path) -> part(json, path, true));
        document.end();
        FormReader.requireUnique(contents, PartForm::id, index -> document.path("parts"));
        if (contents.size() > FormLimits.PARTS_MAX) {
            throw document.fault("parts", "must have at most " + FormLimits.PARTS_MAX + " parts in all, has " + contents.size());
        }
        return new DocumentForm(title, corners, lineNumbers, amounts, declared, numbering, parts);
    }

    private static DocumentForm.LineNumbers lineNumbers(JsonFields numbers) {
        DocumentForm.LineNumbers read = new DocumentForm.LineNumbers(numbers.sentence("rows"), numbers.sentence("columns"));
        numbers.end();
        return read;
    }

    private static AmountFormat amounts(JsonFields amounts) {
        AmountFormat read = new AmountFormat(
                amounts.oneOf("measure", TableForm.Measure.class), FormReader.format(amounts.object("format")));
        amounts.end();
        return read;
    }

    private static @Nullable AmountFormat format(JsonFields span) {
        return span.has("format") ? amounts(span.object("format")) : null;
    }

    private static SlotForm slot(Object json, String path) {
        JsonFields slot = JsonFields.of(json, path);
        SlotForm read = new SlotForm(slot.id(), slot.sentence("title"),
                slot.has("by") ? slot.oneOf("by", By.class) : null,
                slot.has("required") ? required(slot.object("required")) : null);
        slot.end();
        return read;
    }

    private static Required required(JsonFields required) {
        Selector change = required.has("change") ? SelectorReader.ofSentence(required, "change") : null;
        Money amount = required.has("amount")
                ? Money.ofYuan(required.text("amount", YUAN.asMatchPredicate(), "must be a decimal text of yuan"))
                : null;
        Integer percent = required.has("percent") ? (Integer) required.integer("percent", 1, 1000) : null;
        if (change == null && (amount != null || percent != null)) {
            throw required.fault("change", "is missing");
        }
        required.end();
        return new Required(change, amount, percent);
    }

    private static Numbering numbering(JsonFields owner) {
        return owner.oneOf("numbering", Numbering.class, Numbering.NONE);
    }

    private PartForm part(Object json, String path, boolean mayHaveParts) {
        JsonFields part = JsonFields.of(json, path);
        String id = part.id();
        String title = part.sentence("title");
        String heading = part.has("heading") ? part.sentence("heading") : null;
        Numbering numbering = numbering(part);
        List<BlockForm> blocks = part.has("blocks")
                ? part.list("blocks", 0, FormLimits.BLOCKS_MAX, (block, at) -> block(block, at, null))
                : List.of();
        List<PartForm> parts = mayHaveParts && part.has("parts")
                ? part.list("parts", 0, FormLimits.PARTS_MAX, (inner, at) -> part(inner, at, false))
                : List.of();
        part.end();
        PartForm read = new PartForm(id, title, heading, numbering, blocks, parts);
        contents.add(read);
        return read;
    }

    /** @param each what the block is once there of each of, if it is */
    private BlockForm block(Object json, String path, @Nullable By each) {
        JsonFields block = JsonFields.of(json, path);
        BlockForm read;
        if (block.has("heading")) {
            read = new BlockForm.Heading(block.sentence("heading"), block.integer("level", 1, 3), numbering(block));
        } else if (block.has("text")) {
            read = new BlockForm.Paragraph(spans(block, "text", each));
        } else if (block.has("items")) {
            read = new BlockForm.Items(block.list("items", 1, FormLimits.SPANS_MAX, (item, at) -> spans(item, at, each, true)),
                    numbering(block));
        } else if (block.has("table")) {
            String table = block.text("table", tables::contains, "must be the id of a table of the form");
            read = new BlockForm.TableOf(table);
        } else if (block.has("slot")) {
            read = new BlockForm.SlotOf(slotOf(block, each));
        } else if (block.has("list")) {
            read = new BlockForm.ListOf(block.oneOf("list", BlockForm.Listed.class), numbering(block));
        } else if (block.has("sheet")) {
            read = sheet(block);
        } else if (block.has("each") && each == null) {
            By by = block.oneOf("each", By.class);
            Selector of = by == By.FUNCTION ? SelectorReader.ofSentence(block, "of") : null;
            read = new BlockForm.Each(by, of, numbering(block),
                    block.list("blocks", 1, FormLimits.BLOCKS_MAX, (inner, at) -> block(inner, at, by)));
        } else {
            throw new FormFault(path, "must have one of heading, text, items, table, slot, list, sheet" + (each == null ? ", each" : ""));
        }
        block.end();
        return read;
    }

    private static BlockForm.SheetOf sheet(JsonFields block) {
        BlockForm.Sheet sheet = block.oneOf("sheet", BlockForm.Sheet.class);
        return new BlockForm.SheetOf(sheet, block.sentence("title"),
                block.oneOf("measure", TableForm.Measure.class, TableForm.Measure.WAN_YUAN),
                block.has("format") ? FormReader.format(block.object("format")) : new NumberFormat(2, false, false, ""),
                block.list("columns", 1, FormLimits.COLUMNS_MAX, (column, at) -> sheetColumn(column, at, sheet)));
    }

    private static BlockForm.SheetColumn sheetColumn(Object json, String path, BlockForm.Sheet sheet) {
        JsonFields column = JsonFields.of(json, path);
        SheetField field = column.oneOf("field", SheetField.class);
        if (!field.isOf(sheet)) {
            throw column.fault("field", "is not of " + sheet);
        }
        BlockForm.SheetColumn read = new BlockForm.SheetColumn(
                column.sentence("title"),
                column.has("under") ? column.list("under", 0, FormLimits.HEADS_MAX, JsonFields::sentence) : List.of(),
                field,
                field == SheetField.FUNDING ? SelectorReader.optional(column) : null);
        column.end();
        return read;
    }

    private List<SpanForm> spans(JsonFields owner, String name, @Nullable By each) {
        return owner.value(name, (json, path) -> spans(json, path, each, true));
    }

    /** A text alone, or a list of spans. */
    private List<SpanForm> spans(Object json, String path, @Nullable By each, boolean conditions) {
        return json instanceof String
                ? List.of(new SpanForm.Words(JsonFields.sentence(json, path)))
                : JsonFields.list(json, path, 1, FormLimits.SPANS_MAX, (span, at) -> span(span, at, each, conditions));
    }

    private SpanForm span(Object json, String path, @Nullable By each, boolean conditions) {
        if (json instanceof String) {
            return new SpanForm.Words(JsonFields.sentence(json, path));
        }
        JsonFields span = JsonFields.of(json, path);
        SpanForm read;
        if (span.has("amount")) {
            read = new SpanForm.Amount(SelectorReader.ofSentence(span, "amount"),
                    span.oneOf("as", SpanForm.Figure.class, SpanForm.Figure.THIS_YEAR), format(span));
        } else if (span.has("direction")) {
            read = new SpanForm.Direction(SelectorReader.ofSentence(span, "direction"));
        } else if (span.has("slot")) {
            read = new SpanForm.Slot(slotOf(span, each));
        } else if (span.has("value")) {
            read = value(span);
        } else if (span.has("when") && conditions) {
            JsonFields when = span.object("when");
            SpanForm.Condition condition = new SpanForm.Condition(
                    SelectorReader.ofSentence(when, "of"), when.requiredSetOf("is", SpanForm.Is.class));
            when.end();
            read = new SpanForm.Conditional(condition, span.value("text", (text, at) -> spans(text, at, each, false)));
        } else {
            throw new FormFault(path, "must be a text, or have one of amount, direction, slot, value" + (conditions ? ", when" : ""));
        }
        span.end();
        return read;
    }

    private static SpanForm.Value value(JsonFields span) {
        SpanForm.Stated stated = span.oneOf("value", SpanForm.Stated.class);
        List<String> catalogue = stated == SpanForm.Stated.PROCUREMENT && span.has("catalogue")
                ? span.list("catalogue", 1, FormLimits.CODES_MAX, (code, at) -> {
                    if (code instanceof String text && CATALOGUE.matcher(text).matches()) {
                        return text;
                    }
                    throw new FormFault(at, "must begin with A, B or C, then digits");
                })
                : null;
        return new SpanForm.Value(stated, catalogue, format(span));
    }

    /** A slot stands where there is one of it. */
    private String slotOf(JsonFields owner, @Nullable By each) {
        String slot = owner.text("slot", slots::containsKey, "must be the id of a slot of the document");
        By by = slots.get(slot);
        if (by != null && by != each) {
            throw owner.fault("slot", "is one of each " + by + ", and stands where they do");
        }
        return slot;
    }
}
