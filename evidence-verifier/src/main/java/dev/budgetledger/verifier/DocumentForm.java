package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** 公开文本 of a form: whether it is one, with everything that may be left out. */
final class DocumentForm {

    private static final List<String> NUMBERINGS =
            List.of("NONE", "CHINESE", "CHINESE_BRACKETED", "CHINESE_PART", "ARABIC", "ARABIC_POINT");
    private static final List<String> LISTS = List.of("DUTIES", "GOALS", "SECTIONS", "MEASURES", "INSTITUTIONS");
    private static final List<String> OF_INDICATORS = List.of("FIRST", "SECOND", "THIRD", "DESCRIPTION", "VALUE", "BASIS");
    private static final Map<String, List<String>> SHEETS = Map.of(
            "INSTITUTIONS", List.of("NAME", "NATURE", "RANK", "FUNDED_BY"),
            "INDICATORS", OF_INDICATORS,
            "ATTAINMENT", Stream.concat(OF_INDICATORS.stream(), Stream.of("ATTAINED", "SCORE", "EVIDENCE")).toList(),
            "PURCHASES", List.of("PROJECT", "PROJECT_AMOUNT", "ITEM", "CATALOGUE_CODE", "MEASURE", "QUANTITY", "PRICE", "FUNDING",
                    "SMALL_FIRMS"),
            "ASSETS", List.of("CATEGORY", "QUANTITY", "ASSET_VALUE"));
    private static final List<String> MEASURES = List.of("YUAN", "WAN_YUAN");
    static final List<String> EACH = List.of("FUNCTION", "PROJECT");
    private static final Pattern YUAN = Pattern.compile("(?:0|[1-9][0-9]{0,12})\\.[0-9]{2}");
    private static final int CORNERS_MAX = 3;
    private static final int TOTALS_MAX = 2;
    private static final int SLOTS_MAX = 200;
    private static final int PARTS_MAX = 60;
    private static final int BLOCKS_MAX = 100;
    private static final int ITEMS_MAX = 100;
    private static final int COLUMNS_MAX = 60;
    private static final int HEADS_MAX = 4;

    private final List<String> tables;

    /** What there is a slot of each of: FUNCTION, PROJECT, or nothing. */
    private final Map<String, String> slots = new HashMap<>();

    private final Set<String> parts = new HashSet<>();

    private DocumentForm(List<String> tables) {
        this.tables = tables;
    }

    /** @throws Fault if it is none, or names a table that the form has not */
    static void check(Json.Members document, List<String> tables) {
        new DocumentForm(tables).check(document);
    }

    private void check(Json.Members document) {
        document.only("amounts", "contents", "corners", "lineNumbers?", "numbering", "parts", "slots", "subtitle?", "title");
        Sentences everywhere = new Sentences(slots, "");
        everywhere.text(document, "title");
        everywhere.text(document, "contents");
        everywhere.textIfAny(document, "subtitle");
        everywhere.corners(document.texts("corners"), CORNERS_MAX);
        if (document.has("lineNumbers")) {
            Json.Members numbers = document.object("lineNumbers").only("columns", "rows");
            everywhere.text(numbers, "rows");
            everywhere.text(numbers, "columns");
        }
        amounts(document.object("amounts"));
        for (Json.Members slot : document.objects("slots", SLOTS_MAX)) {
            slot.only("by?", "id", "required?", "title");
            everywhere.text(slot, "title");
            String by = slot.has("by") ? slot.oneOf("by", EACH) : "";
            Fault.require(slots.put(slot.text("id", Form.ID), by) == null, "编号重复", "two slots have the same id");
            if (slot.has("required")) {
                required(slot.object("required"));
            }
        }
        parts(document, true);
        Fault.require(parts.size() <= PARTS_MAX, "部分过多", "more parts than a document can have");
    }

    private static void required(Json.Members required) {
        required.only("amount?", "change?", "percent?");
        if (required.has("change")) {
            Selector.ofSentence(required, "change");
        }
        required.textIfAny("amount", YUAN);
        if (required.has("percent")) {
            required.whole("percent", 1, 1000);
        }
        Fault.require(required.has("change") || !(required.has("amount") || required.has("percent")),
                "缺少字段 change", "an amount or a percentage of no change");
    }

    static void amounts(Json.Members amounts) {
        amounts.only("format", "measure", "rounding?").oneOf("measure", MEASURES);
        if (amounts.has("rounding")) {
            amounts.oneOf("rounding", List.of("DOWN"));
        }
        TableForm.format(amounts.object("format"));
    }

    private static void numbering(Json.Members owner) {
        owner.oneOf("numbering", NUMBERINGS);
    }

    /** @param outer whether these may have parts of their own */
    private void parts(Json.Members owner, boolean outer) {
        numbering(owner);
        Sentences everywhere = new Sentences(slots, "");
        for (Json.Members part : owner.objects("parts", outer ? 1 : 0, PARTS_MAX)) {
            part.only("blocks", "heading?", "id", "numbering", "parts", "title");
            Fault.require(parts.add(part.text("id", Form.ID)), "编号重复", "two parts have the same id");
            everywhere.text(part, "title");
            everywhere.textIfAny(part, "heading");
            blocks(part, 0, "");
            Fault.require(outer || part.values("parts").isEmpty(), "部分层次过多", "parts of a part of a part");
            parts(part, false);
        }
    }

    /** @param each what the blocks are there once for each of, if anything */
    private void blocks(Json.Members owner, int blocksMin, String each) {
        Sentences sentences = new Sentences(slots, each);
        for (Json.Members block : owner.objects("blocks", blocksMin, BLOCKS_MAX)) {
            if (block.has("heading")) {
                numbering(block.only("heading", "level", "numbering"));
                sentences.text(block, "heading");
                block.whole("level", 1, 3);
            } else if (block.has("text")) {
                sentences.spans(block.only("text").values("text"), true);
            } else if (block.has("items")) {
                numbering(block.only("items", "numbering"));
                List<Json> items = block.values("items");
                Fault.require(!items.isEmpty() && items.size() <= ITEMS_MAX, "items 项数有误", "no items, or more than there can be");
                items.forEach(item -> sentences.spans(Json.Members.values(item, "items"), true));
            } else if (block.has("table")) {
                block.only("table").oneOf("table", tables);
            } else if (block.has("slot")) {
                sentences.slot(block.only("slot"));
            } else if (block.has("list")) {
                numbering(block.only("list", "numbering"));
                block.oneOf("list", LISTS);
            } else if (block.has("sheet")) {
                sheet(block, sentences);
            } else {
                Fault.require(each.isEmpty(), "段落不明", "a block of no kind");
                String by = block.oneOf("each", EACH);
                numbering(block.only(by.equals("FUNCTION") ? new String[] {"blocks", "each", "numbering", "of"}
                        : new String[] {"blocks", "each", "numbering"}));
                if (block.has("of")) {
                    Selector.ofSentence(block, "of");
                }
                blocks(block, 1, by);
            }
        }
    }

    private static void sheet(Json.Members block, Sentences sentences) {
        block.only("columns", "corners", "format", "measure", "sheet", "title?", "totals");
        List<String> fields = SHEETS.getOrDefault(block.oneOf("sheet", SHEETS.keySet()), List.of());
        sentences.textIfAny(block, "title");
        List<Json> corners = block.values("corners");
        Fault.require(corners.size() <= CORNERS_MAX, "corners 项数过多", "more corners than there are");
        corners.forEach(corner -> sentences.spans(Json.Members.values(corner, "corners"), true));
        sentences.texts(block.texts("totals"), TOTALS_MAX);
        block.oneOf("measure", MEASURES);
        TableForm.format(block.object("format"));
        for (Json.Members column : block.objects("columns", 1, COLUMNS_MAX)) {
            boolean funding = column.oneOf("field", fields).equals("FUNDING");
            column.only(funding ? new String[] {"field", "of?", "title", "under"} : new String[] {"field", "title", "under"});
            sentences.text(column, "title");
            sentences.texts(column.texts("under"), HEADS_MAX);
            if (column.has("of")) {
                column.object("of").only("funds?", "origins?");
                Selector.in(column);
            }
        }
    }

    /** A member of a document with everything that goes without saying, where it is left out. */
    static void putDefaults(Map<String, Json> full, String in) {
        Json none = new Json.Items(List.of());
        Json unnumbered = new Json.Text("NONE");
        switch (in) {
            case "document" -> {
                full.putIfAbsent("contents", new Json.Text("目录"));
                full.putIfAbsent("corners", none);
                full.putIfAbsent("numbering", unnumbered);
                full.putIfAbsent("slots", none);
            }
            case "parts" -> {
                full.putIfAbsent("blocks", none);
                full.putIfAbsent("numbering", unnumbered);
                full.putIfAbsent("parts", none);
            }
            case "blocks" -> {
                full.computeIfPresent("text", (name, text) -> spans(text));
                full.computeIfPresent("items", (name, items) -> each(items));
                if (full.containsKey("sheet")) {
                    full.putIfAbsent("corners", none);
                    full.computeIfPresent("corners", (name, corners) -> each(corners));
                    full.putIfAbsent("totals", none);
                    full.putIfAbsent("measure", new Json.Text("WAN_YUAN"));
                    full.putIfAbsent("format", new Json.Members(new LinkedHashMap<>(Map.of("grouping", new Json.Flag(false),
                            "places", new Json.Whole(2), "shortest", new Json.Flag(false), "zero", new Json.Text("")))));
                } else if (Stream.of("text", "table", "slot").noneMatch(full::containsKey)) {
                    full.putIfAbsent("numbering", unnumbered);
                }
            }
            case "text", "items", "corners" -> {
                if (full.containsKey("amount")) {
                    full.putIfAbsent("as", new Json.Text("THIS_YEAR"));
                } else if (full.containsKey("when") || full.containsKey("each")) {
                    full.computeIfPresent("text", (name, text) -> spans(text));
                }
            }
            default -> {}
        }
    }

    /** A text alone is one span. */
    private static Json spans(Json text) {
        return text instanceof Json.Text ? new Json.Items(List.of(text)) : text;
    }

    private static Json each(Json paragraphs) {
        if (!(paragraphs instanceof Json.Items items)) {
            return paragraphs;
        }
        List<Json> full = new ArrayList<>();
        items.values().forEach(each -> full.add(spans(each)));
        return new Json.Items(full);
    }
}
