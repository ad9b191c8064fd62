package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Json.Members;

/** 公开文档 made again, of its form and of what facts say: the tree that it is in JSON, and of which its page is drawn. */
final class DocumentTree {

    private static final int CLASS = 3;
    private static final int GROUP = 5;

    private final Form form;
    private final Members document;
    private final AsOf asOf;
    private final Sources sources;
    private final Year current;
    private final Prose prose;
    private final StatedSheets sheets;

    /**
     * What a document is made of.
     *
     * @param current what it is of, with all of its money
     * @param prior the same of the year before; absent if there was none by then, or of a unit, of which a year that was published in part says nothing
     * @param projects what they are called
     */
    record Sources(Budget current, @Nullable Budget prior, StatedParts stated, Map<String, String> projects) {

        String nameOf(String project) {
            return projects.getOrDefault(project, project);
        }
    }

    private DocumentTree(Form form, AsOf asOf, Sources sources) {
        this.form = form;
        this.document = form.document();
        this.asOf = asOf;
        this.sources = sources;
        Budget prior = sources.prior;
        this.current = Year.of(sources.current);
        Figures figures = new Figures(current, prior == null ? null : Year.before(prior, sources.current), Form.first().threePublic(),
                form.tables().stream().map(this::table));
        this.prose = new Prose(form, asOf, figures, sources.stated, this::scopes);
        this.sheets = new StatedSheets(sources, figures, prose);
    }

    /** The document of a form that has one. */
    static Members of(Form form, AsOf asOf, Sources sources) {
        return new DocumentTree(form, asOf, sources).make();
    }

    private Members make() {
        List<Json> parts = new ArrayList<>();
        parts(parts, document, 1);
        return Documents.object("head", head(), "parts", new Json.Items(parts));
    }

    private Members head() {
        Members head = asOf.ofUnit(Documents.object(
                "title", text(document.text("title")),
                "contents", text(document.text("contents")),
                "department", asOf.departmentJson(),
                "fiscalYear", new Json.Whole(asOf.fiscalYear()),
                "effectiveOn", new Json.Text(asOf.effectiveOn().toString()),
                "recordedAsOf", new Json.Text(asOf.recordedAsOf().toString()),
                "position", new Json.Whole(asOf.position()),
                "basis", new Json.Text(asOf.basis()),
                "form", Documents.object("id", new Json.Text(form.id()), "sha256", new Json.Text(form.sha256()))));
        return document.has("subtitle") ? Documents.with(head, "subtitle", text(document.text("subtitle"))) : head;
    }

    private Json.Text text(String text) {
        return new Json.Text(prose.text(text, Scope.WHOLE));
    }

    private void parts(List<Json> parts, Members owner, int level) {
        int number = 0;
        for (Members each : owner.objects("parts")) {
            List<Members> blocks = each.objects("blocks");
            Members part = Documents.object(
                    "id", new Json.Text(each.text("id")),
                    "title", new Json.Text(number(owner, ++number) + text(each.text("title")).value()),
                    "level", new Json.Whole(level),
                    "blocks", new Json.Later(() -> new Json.Items(blocks(each.text("id"), blocks))));
            boolean isUntitled = blocks.isEmpty() || blocks.get(0).has("table");
            parts.add(each.has("heading") ? Documents.with(part, "heading", text(each.text("heading")))
                    : isUntitled ? Documents.with(part, "heading", new Json.Text("")) : part);
            parts(parts, each, level + 1);
        }
    }

    private static String number(Members owner, int number) {
        return ChineseNumber.numbered(owner.text("numbering"), number);
    }

    /** Spans with their number before them; nothing where they say nothing. */
    static List<Json> numbered(Members owner, int number, List<? extends Json> spans) {
        return numbered(number(owner, number), spans);
    }

    private static List<Json> numbered(String number, List<? extends Json> spans) {
        if (spans.stream().allMatch(span -> span instanceof Members words && words.text("text").isEmpty())) {
            return List.of();
        }
        List<Json> all = new ArrayList<>(number.isEmpty() ? List.of() : List.of(Spans.of(number)));
        all.addAll(spans);
        return all;
    }

    private List<Json> blocks(String part, List<Members> forms) {
        List<Json> blocks = new ArrayList<>();
        NavigableMap<Long, Integer> headings = new TreeMap<>();
        forms.forEach(each -> add(blocks, each, Scope.WHOLE, "", part, headings));
        return blocks;
    }

    /**
     * @param number that stands before the first of what there is one of each of
     * @param headings how many there were of each level since the last of a higher one
     */
    private void add(List<Json> blocks, Members block, Scope scope, String number, String part, NavigableMap<Long, Integer> headings) {
        if (block.has("heading")) {
            long level = block.whole("level");
            headings.tailMap(level, false).clear();
            int count = headings.merge(level, 1, Integer::sum);
            blocks.add(Documents.object("level", new Json.Whole(level),
                    "text", new Json.Text(number + number(block, count) + prose.text(block.text("heading"), scope))));
        } else if (block.has("text")) {
            paragraph(blocks, numbered(number, prose.spans(block.values("text"), scope)));
        } else if (block.has("items")) {
            int count = 0;
            for (Json item : block.values("items")) {
                paragraph(blocks, numbered(block, ++count, prose.spans(Members.values(item, "items"), scope)));
            }
        } else if (block.has("table")) {
            blocks.add(new Json.Later(() -> table(block.text("table"))));
        } else if (block.has("slot")) {
            prose.written(block.text("slot"), scope).forEach(each -> paragraph(blocks, List.of(each)));
        } else if (block.has("list")) {
            prose.list(block, scope).forEach(each -> paragraph(blocks, each));
        } else if (block.has("sheet")) {
            String id = part + "-" + (blocks.size() + 1);
            blocks.add(new Json.Later(() -> sheets.sheet(block, id, scope)));
        } else {
            int count = 0;
            for (Scope each : scopes(block)) {
                String before = number(block, ++count);
                for (Members own : block.objects("blocks")) {
                    add(blocks, own, each, before, part, headings);
                    before = "";
                }
            }
        }
    }

    private static void paragraph(List<Json> blocks, List<? extends Json> spans) {
        if (!spans.isEmpty()) {
            blocks.add(Documents.object("spans", new Json.Items(List.copyOf(spans))));
        }
    }

    private List<Scope> scopes(Members block) {
        return block.text("each").equals("PROJECT")
                ? sources.stated.projectsWithGoals().stream().map(code -> Scope.project(code, sources.nameOf(code))).toList()
                : current.functions(Selector.ofSentence(block, "of")).stream().map(this::function).toList();
    }

    private Scope function(String code) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("{class}", functionName(code, CLASS));
        words.put("{group}", functionName(code, GROUP));
        words.put("{name}", functionName(code, code.length()));
        return new Scope(code, false, Collections.unmodifiableMap(words));
    }

    private String functionName(String code, int digits) {
        String own = code.substring(0, Math.min(digits, code.length()));
        String name = sources.current.name(Names.Classification.FUNCTION, own);
        return name.isEmpty() ? own : name;
    }

    private Sheet table(TableForm table) {
        return Sheet.of(table, null, sources.current, sources.prior);
    }

    private Members table(String id) {
        Sheet table = table(form.tables().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow());
        List<String> corners = document.texts("corners").stream()
                .map(text -> text(text).value().replace("{measure}", table.form().measure()))
                .toList();
        return Grid.of(table, corners, document.has("lineNumbers") ? document.object("lineNumbers") : null);
    }
}
