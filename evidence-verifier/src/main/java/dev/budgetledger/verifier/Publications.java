package dev.budgetledger.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.VerifierKey;

/** 公开: what the facts say was published is what they add up to, under a head that the ledger signed. */
final class Publications {

    private static final List<String> FORMATS = List.of("JSON", "HTML", "PDF", "XLSX");

    private final List<VerifierKey> keys;
    private final int fiscalYear;
    private final List<Published> all = new ArrayList<>();
    private final Set<String> forms = new HashSet<>();
    private final Form first = Form.first();

    /** A form may be large, and publications in it many. */
    private AdoptedForms.@Nullable Adopted readLast;
    private Form formReadLast = first;

    Publications(List<VerifierKey> keys, int fiscalYear) {
        this.keys = keys;
        this.fiscalYear = fiscalYear;
    }

    /**
     * A publication.
     *
     * @param ofUnit 单位, if it is of one
     * @param unit 元 or 万元, if not each table is in that of its form
     * @param note the checkpoint that it pins
     * @param form in which it is, absent if in that of before there were others
     * @param sha256 of the CSV of each table, by its id and in their order
     * @param documents the SHA-256 of each, by its format; none where no document was pinned
     */
    record Published(
            LoggedFact fact,
            long number,
            LocalDate publishedOn,
            LocalDate effectiveOn,
            Instant recordedAsOf,
            long position,
            boolean approved,
            @Nullable String ofUnit,
            @Nullable String unit,
            String note,
            @Nullable FormName form,
            Map<String, String> sha256,
            Map<String, String> documents) {}

    /** Which form, and which version of it. */
    record FormName(String id, String sha256) {}

    /** The forms of all of them, by id. */
    Set<String> forms() {
        return forms;
    }

    List<Published> all() {
        return all;
    }

    /** @throws Fault if it is not written as it must be */
    Published add(LoggedFact fact) {
        Json.Members published = fact.fact().only("documentNo", "number", "publication", "publishedOn", "reason");
        SourceDocument.require(published);
        Json.Members content = published.object("publication").only("asOf", "basis", "checkpoint", "documents?", "form?", "ofUnit?", "tables", "unit?");
        Json.Members asOf = content.object("asOf").only("effectiveOn", "position", "recordedAsOf");
        FormName form = content.has("form") ? name(content.object("form").only("id", "sha256")) : null;
        Map<String, String> sha256 = new LinkedHashMap<>();
        for (Json.Members table : content.objects("tables", 1, Form.TABLES_MAX)) {
            String before = sha256.put(table.only("id", "sha256").text("id", Form.ID), table.text("sha256", Known.SHA_256));
            Fault.require(before == null, "公开的表重复", "has a table twice");
        }
        if (form == null) {
            Fault.require(List.copyOf(sha256.keySet()).equals(first.tableIds()), "公开的表不全或次序有误",
                    "lacks tables, or has them in another order");
        }
        String basis = content.oneOf("basis", List.of("APPROVED", "ADJUSTED"));
        String unit = form == null || content.has("unit") ? content.oneOf("unit", List.of("WAN_YUAN", "YUAN")) : null;
        Published one = new Published(
                fact,
                published.number("number"),
                published.date("publishedOn"),
                asOf.date("effectiveOn"),
                LoggedFact.recordedAt(asOf, "recordedAsOf"),
                asOf.number("position"),
                basis.equals("APPROVED"),
                content.textIfAny("ofUnit", Known.UNIT),
                unit == null ? null : unit.equals("YUAN") ? "元" : "万元",
                content.text("checkpoint"),
                form,
                sha256,
                content.has("documents") ? documents(content.objects("documents", 1, FORMATS.size())) : Map.of());
        all.add(one);
        if (form != null) {
            forms.add(form.id());
        }
        return one;
    }

    private static Map<String, String> documents(List<Json.Members> documents) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (Json.Members document : documents) {
            digests.put(document.only("digest", "format").oneOf("format", FORMATS), document.text("digest", Known.SHA_256));
        }
        List<String> formats = FORMATS.stream().filter(digests::containsKey).toList();
        Fault.require(formats.size() == documents.size() && formats.equals(List.copyOf(digests.keySet())),
                "公开的文档重复或次序有误", "has documents twice, or in another order");
        return digests;
    }

    /** Whether one of them has a table with columns of the year before. */
    boolean compareYears(Facts facts) {
        for (Published each : all) {
            FormName form = each.form();
            if (form != null && facts.forms.last(form.id(), each.position()).filter(last -> facts.form(last).comparesYears()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them pins a document. */
    boolean pinDocuments() {
        return all.stream().anyMatch(each -> !each.documents.isEmpty());
    }

    /** Whether one of them is in a form of this id. */
    boolean name(String form) {
        return forms.contains(form);
    }

    private static FormName name(Json.Members form) {
        return new FormName(form.text("id", Form.ID), form.text("sha256", Known.SHA_256));
    }

    /**
     * The head of the log that a publication pins.
     *
     * @throws Fault if the ledger did not sign it, or it does not lie between the point and the publication
     */
    Checkpoint head(Published published) {
        Checkpoint head = Head.head(published.note(), keys);
        Fault.require(published.position() <= head.size(), "其检查点未及所公开的位置", "pins a checkpoint before its position");
        Fault.require(head.size() < published.fact().position(), "其检查点在公开之后", "pins a checkpoint of later");
        return head;
    }

    /** Makes the tables and documents of each again, and tells of those that come to others than were published. */
    void remake(AsOf asOf, Facts facts, Report report) {
        Map<Balances.Point, List<Published>> byPoint = new LinkedHashMap<>();
        for (Published each : all) {
            byPoint.computeIfAbsent(
                    new Balances.Point(fiscalYear, each.effectiveOn(), each.approved()), point -> new ArrayList<>()).add(each);
        }
        byPoint.forEach((point, published) -> {
            published.sort(Comparator.comparingLong(Published::position));
            Balances balances = new Balances(point);
            int next = 0;
            for (Published each : published) {
                while (next < facts.current.posted.size() && facts.current.posted.get(next).position() <= each.position()) {
                    balances.add(facts.current.posted.get(next++));
                }
                Budget budget = facts.current.budget(balances.lines("all"), each.effectiveOn(), each.position());
                report.look(Check.PUBLICATIONS, () -> {
                    Form form = form(each, facts);
                    AsOf own = asOf.published(form.id(), each);
                    Budget of = budget.only(own::includes);
                    compare(each, of, facts.prior(own, "all"), form);
                    documents(each, form, of, own, facts);
                });
            }
        });
        long printed = all.stream().filter(each -> each.documents.containsKey("PDF") || each.documents.containsKey("XLSX")).count();
        if (printed > 0) {
            report.remark(Check.PUBLICATIONS, printed + " 次公开的 PDF, XLSX 以摘要固定, 未重制",
                    "PDF, XLSX of " + printed + " publications are said, pinned by digest, not made again");
        }
    }

    /**
     * What was adopted last of a form up to the point that was published.
     *
     * @throws Fault if that is another version, or the facts of it are not in the package
     */
    private Form form(Published published, Facts facts) {
        FormName name = published.form();
        if (name == null) {
            return first;
        }
        AdoptedForms.Adopted adopted = facts.forms.last(name.id(), published.position())
                .filter(each -> each.sha256().equals(name.sha256()))
                .orElseThrow(() -> new Fault("所公开的表样当时未采用", "published in a form that was not adopted by then")
                        .of(published.fact()));
        if (!adopted.equals(readLast)) {
            formReadLast = facts.form(adopted);
            readLast = adopted;
        }
        return formReadLast;
    }

    private static void compare(Published published, Budget budget, @Nullable Budget prior, Form form) {
        Fault.require(List.copyOf(published.sha256().keySet()).equals(form.tableIds()),
                published.fact().id() + " 公开的表与表样不符", published.fact().id() + " has other tables than its form");
        for (TableForm table : form.tables()) {
            String sha256 = Verification.sha256(Sheet.of(table, published.unit(), budget, prior).csv());
            if (!sha256.equals(published.sha256().get(table.id()))) {
                throw new Fault("公开的摘要与重算结果不同: " + table.id(),
                        "published a digest of " + table.id() + " that the facts do not add up to").of(published.fact());
            }
        }
    }

    /** JSON and page are made again; a file to print or to count with depends on programs that are not here. */
    private static void documents(Published published, Form form, Budget budget, AsOf point, Facts facts) {
        if (published.documents.isEmpty()) {
            return;
        }
        Fault.require(form.hasDocument(), published.fact().id() + " 表样没有公开文本", published.fact().id() + " pins a document that its form has not");
        Json.Members document = DocumentTree.of(form, point, facts.sources(point, budget));
        Map<String, List<Consumer<Sink>>> files = Map.of(
                "JSON", List.of(out -> CanonicalJson.write(document, out)),
                "HTML", List.of(out -> DocumentPage.write(document, out), out -> DocumentPage.writeFormer(document, out)));
        files.forEach((format, written) -> {
            String pinned = published.documents.get(format);
            if (pinned != null && written.stream().noneMatch(each -> pinned.equals(Sink.sha256(each)))) {
                throw new Fault("公开的摘要与重制结果不同: " + format,
                        "published a digest of the document as " + format + " that the facts do not come to").of(published.fact());
            }
        });
    }
}
