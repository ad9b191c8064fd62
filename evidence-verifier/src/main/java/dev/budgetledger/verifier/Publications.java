package dev.budgetledger.verifier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.VerifierKey;

/** 公开: what the facts say was published is what they add up to, under a head that the ledger signed. */
final class Publications {

    private final List<VerifierKey> keys;
    private final int fiscalYear;
    private final List<Published> all = new ArrayList<>();

    Publications(List<VerifierKey> keys, int fiscalYear) {
        this.keys = keys;
        this.fiscalYear = fiscalYear;
    }

    /**
     * A publication.
     *
     * @param note the checkpoint that it pins
     * @param sha256 of the CSV of each table, in their order
     */
    record Published(
            LoggedFact fact,
            long number,
            LocalDate publishedOn,
            LocalDate effectiveOn,
            Instant recordedAsOf,
            long position,
            boolean approved,
            String unit,
            String note,
            List<String> sha256) {}

    List<Published> all() {
        return all;
    }

    /** @throws Fault if it is not written as it must be */
    Published add(LoggedFact fact, Checkpoint signed) {
        Json.Members published = fact.fact().only("documentNo", "number", "publication", "publishedOn", "reason");
        SourceDocument.require(published);
        Json.Members content = published.object("publication").only("asOf", "basis", "checkpoint", "tables", "unit");
        Json.Members asOf = content.object("asOf").only("effectiveOn", "position", "recordedAsOf");
        List<String> sha256 = new ArrayList<>();
        List<Json.Members> tables = content.objects("tables", Contents.TABLES.size());
        for (Json.Members table : tables) {
            String id = table.only("id", "sha256").text("id");
            Fault.require(id.equals(Contents.TABLES.get(sha256.size())), "公开的表次序有误", "has tables in another order");
            sha256.add(table.text("sha256", Known.SHA_256));
        }
        Fault.require(sha256.size() == Contents.TABLES.size(), "公开的表不全", "lacks tables");
        String basis = content.text("basis");
        String unit = content.text("unit");
        Fault.require(basis.equals("APPROVED") || basis.equals("ADJUSTED"), "未知口径", "is on an unknown basis");
        Fault.require(unit.equals("WAN_YUAN") || unit.equals("YUAN"), "未知单位", "is in an unknown unit");
        Published one = new Published(
                fact,
                published.number("number"),
                published.date("publishedOn"),
                asOf.date("effectiveOn"),
                LoggedFact.recordedAt(asOf, "recordedAsOf"),
                asOf.number("position"),
                basis.equals("APPROVED"),
                unit.equals("YUAN") ? "元" : "万元",
                content.text("checkpoint"),
                sha256);
        all.add(one);
        return one;
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

    /** Makes the tables of each again, and tells of those that come to others than were published. */
    void remake(Facts facts, Json.Members template, Report report) {
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
                while (next < facts.posted.size() && facts.posted.get(next).position() <= each.position()) {
                    balances.add(facts.posted.get(next++));
                }
                Budget budget = new Budget(balances.lines("all"), facts.names, each.position(), each.unit());
                report.look(Check.PUBLICATIONS, () -> compare(each, budget, template));
            }
        });
    }

    private static void compare(Published published, Budget budget, Json.Members template) {
        for (int i = 0; i < Contents.TABLES.size(); i++) {
            String id = Contents.TABLES.get(i);
            String sha256 = Verification.sha256(Tables.of(id, budget, template, false).csv());
            if (!sha256.equals(published.sha256().get(i))) {
                throw new Fault("公开的摘要与重算结果不同: " + id, "published a digest of " + id + " that the facts do not add up to")
                        .of(published.fact());
            }
        }
    }
}
