package dev.budgetledger.contract.form;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.DocumentForm.AmountFormat;
import dev.budgetledger.contract.form.DocumentForm.By;
import dev.budgetledger.contract.form.DocumentForm.Numbering;
import dev.budgetledger.contract.form.DocumentForm.PartForm;
import dev.budgetledger.contract.form.DocumentForm.Required;
import dev.budgetledger.contract.form.DocumentForm.SlotForm;

/** Reads the document of a form: its parts and blocks, and whether the slots and tables that they name are there. */
final class DocumentReader {

    private static final Pattern YUAN = Pattern.compile("(0|[1-9][0-9]{0,12})\\.[0-9]{2}");
    private static final int CORNERS_MAX = 3;
    private static final int TOTALS_MAX = 2;

    private final Set<String> tables;
    private final Map<String, @Nullable By> slots = new HashMap<>();
    private final Set<String> partIds = new HashSet<>();

    private DocumentReader(Set<String> tables) {
        this.tables = tables;
    }

    static DocumentForm document(JsonFields document, List<TableForm> tables) {
        return new DocumentReader(tables.stream().map(TableForm::id).collect(Collectors.toSet())).read(document);
    }

    private DocumentForm read(JsonFields document) {
        String title = document.sentence("title", SpanReader.ANYWHERE);
        String subtitle = document.has("subtitle") ? document.sentence("subtitle", SpanReader.ANYWHERE) : null;
        String contents = document.has("contents") ? document.sentence("contents", SpanReader.ANYWHERE) : "目录";
        List<String> corners = document.has("corners")
                ? document.list("corners", 0, CORNERS_MAX, (text, at) -> JsonFields.sentence(text, at, SpanReader.OF_CORNERS))
                : List.of();
        DocumentForm.LineNumbers lineNumbers = document.has("lineNumbers") ? lineNumbers(document.object("lineNumbers")) : null;
        AmountFormat amounts = amounts(document.object("amounts"));
        List<SlotForm> declared = document.has("slots")
                ? document.list("slots", 0, FormLimits.SLOTS_MAX, DocumentReader::slot)
                : List.of();
        FormReader.requireUnique(declared, SlotForm::id, index -> document.path("slots") + "/" + index + "/id");
        declared.forEach(slot -> slots.put(slot.id(), slot.by()));
        Numbering numbering = numbering(document);
        List<PartForm> parts = document.list("parts", 1, FormLimits.PARTS_MAX, (part, at) -> part(part, at, FormLimits.PARTS_MAX));
        document.end();
        if (partIds.size() > FormLimits.PARTS_MAX) {
            throw document.fault("parts", "must have at most " + FormLimits.PARTS_MAX + " parts in all, has " + partIds.size());
        }
        return new DocumentForm(title, subtitle, contents, corners, lineNumbers, amounts, declared, numbering, parts);
    }

    private static DocumentForm.LineNumbers lineNumbers(JsonFields numbers) {
        DocumentForm.LineNumbers read = new DocumentForm.LineNumbers(
                numbers.sentence("rows", SpanReader.ANYWHERE), numbers.sentence("columns", SpanReader.ANYWHERE));
        numbers.end();
        return read;
    }

    static AmountFormat amounts(JsonFields amounts) {
        AmountFormat read = new AmountFormat(
                amounts.oneOf("measure", TableForm.Measure.class), FormReader.format(amounts.object("format")),
                amounts.has("rounding") ? amounts.oneOf("rounding", DocumentForm.Rounding.class) : null);
        amounts.end();
        return read;
    }

    private static SlotForm slot(Object json, String path) {
        JsonFields slot = JsonFields.of(json, path);
        SlotForm read = new SlotForm(slot.id(), slot.sentence("title", SpanReader.ANYWHERE),
                slot.has("by") ? slot.oneOf("by", By.class) : null,
                slot.has("required") ? required(slot.object("required")) : null);
        slot.end();
        return read;
    }

    private static Required required(JsonFields required) {
        Selector change = required.has("change") ? SelectorReader.ofSentence(required, "change") : null;
        Money amount = required.has("amount")
                ? Money.ofYuan(required.text("amount", YUAN.asMatchPredicate(), "must be a text of yuan with two places"))
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

    private PartForm part(Object json, String path, int partsMax) {
        JsonFields part = JsonFields.of(json, path);
        String id = part.id();
        if (!partIds.add(id)) {
            throw part.fault("id", "is the id of another: " + id);
        }
        PartForm read = new PartForm(id, part.sentence("title", SpanReader.ANYWHERE),
                part.has("heading") ? part.sentence("heading", SpanReader.ANYWHERE) : null,
                numbering(part),
                part.has("blocks") ? blocks(part, 0, null) : List.of(),
                part.has("parts") ? part.list("parts", 0, partsMax, (inner, at) -> part(inner, at, 0)) : List.of());
        part.end();
        return read;
    }

    private List<BlockForm> blocks(JsonFields owner, int min, @Nullable By each) {
        SpanReader spans = new SpanReader(slots, each);
        return owner.list("blocks", min, FormLimits.BLOCKS_MAX, (block, at) -> block(block, at, spans));
    }

    /** @param spans how texts are read there: whether the block is there once, or once for each of something */
    private BlockForm block(Object json, String path, SpanReader spans) {
        JsonFields block = JsonFields.of(json, path);
        BlockForm read;
        if (block.has("heading")) {
            read = new BlockForm.Heading(block.sentence("heading", spans.braced()), block.integer("level", 1, 3), numbering(block));
        } else if (block.has("text")) {
            read = new BlockForm.Paragraph(block.value("text", spans::spans));
        } else if (block.has("items")) {
            read = new BlockForm.Items(block.list("items", 1, FormLimits.SPANS_MAX, spans::spans), numbering(block));
        } else if (block.has("table")) {
            read = new BlockForm.TableOf(block.text("table", tables::contains, "must be the id of a table of the form"));
        } else if (block.has("slot")) {
            read = new BlockForm.SlotOf(spans.slot(block));
        } else if (block.has("list")) {
            read = new BlockForm.ListOf(block.oneOf("list", BlockForm.Listed.class), numbering(block));
        } else if (block.has("sheet")) {
            read = sheet(block, spans);
        } else if (block.has("each") && !spans.ofEach()) {
            By by = block.oneOf("each", By.class);
            read = new BlockForm.Each(by, SpanReader.eachOf(block, by), numbering(block), blocks(block, 1, by));
        } else {
            throw new FormFault(path, "must have one of heading, text, items, table, slot, list, sheet" + (spans.ofEach() ? "" : ", each"));
        }
        block.end();
        return read;
    }

    private static BlockForm.SheetOf sheet(JsonFields block, SpanReader spans) {
        BlockForm.Sheet sheet = block.oneOf("sheet", BlockForm.Sheet.class);
        return new BlockForm.SheetOf(sheet,
                block.has("title") ? block.sentence("title", spans.braced()) : null,
                block.has("corners") ? block.list("corners", 0, CORNERS_MAX, spans::spans) : List.of(),
                block.has("totals")
                        ? block.list("totals", 0, TOTALS_MAX, (text, at) -> JsonFields.sentence(text, at, spans.braced()))
                        : List.of(),
                block.oneOf("measure", TableForm.Measure.class, TableForm.Measure.WAN_YUAN),
                block.has("format") ? FormReader.format(block.object("format")) : new NumberFormat(2, false, false, ""),
                block.list("columns", 1, FormLimits.COLUMNS_MAX, (column, at) -> column(column, at, sheet, spans)));
    }

    private static BlockForm.SheetColumn column(Object json, String path, BlockForm.Sheet sheet, SpanReader spans) {
        JsonFields column = JsonFields.of(json, path);
        BlockForm.SheetField field = column.oneOf("field", BlockForm.SheetField.class);
        if (!field.isOf(sheet)) {
            throw column.fault("field", "is not of " + sheet);
        }
        BlockForm.SheetColumn read = new BlockForm.SheetColumn(
                column.sentence("title", spans.braced()),
                column.has("under")
                        ? column.list("under", 0, FormLimits.HEADS_MAX, (text, at) -> JsonFields.sentence(text, at, spans.braced()))
                        : List.of(),
                field,
                field == BlockForm.SheetField.FUNDING ? SelectorReader.ofFunding(column) : null);
        column.end();
        return read;
    }
}
