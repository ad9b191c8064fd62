package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.verifier.Publications.Published;

/** 核验: looks at everything in a package, each thing only if what it rests on is right. */
public final class Verification {

    /** The present one, and those of earlier releases. */
    private static final List<String> READMES = List.of(
            Contents.PRESENT_README, "evidence/README-5.txt", "evidence/README-4.txt", "evidence/README-3.txt", "evidence/README-2.txt", "evidence/README-1.txt");

    private static final int MANIFEST_BYTES_MAX = 16_384;
    private static final String NO_PRIOR_CHINESE = "包中没有上年预算的事实; 用 --log 可证明日志中也没有";
    private static final String NO_PRIOR = "no facts of the year before are in the package; --log shows whether the log has any";

    private final Trust trust;
    private final @Nullable Path log;
    private final Report report;
    private final Map<Published, Checkpoint> heads = new LinkedHashMap<>();
    private Map<String, ByteBuffer> files = new HashMap<>();
    private @Nullable VerifierKey key;
    private @Nullable Checkpoint checkpoint;
    private @Nullable AsOf asOf;
    private @Nullable Form form;
    private @Nullable Facts facts;

    private Verification(Trust trust, @Nullable Path log) {
        this.trust = trust;
        this.log = log;
        this.report = new Report(trust.keys());
    }

    /** Whether the bytes look like a package at all. */
    public static boolean isPackage(ByteBuffer file) {
        return Container.begins(file);
    }

    /** What is found in a package. */
    public static Report of(ByteBuffer file, Trust trust) {
        return of(file, trust, null);
    }

    /**
     * What is found in a package.
     *
     * @param log all facts of the log up to the checkpoint or further, a line each; without it the package may lack facts
     */
    public static Report of(ByteBuffer file, Trust trust, @Nullable Path log) {
        Verification verification = new Verification(trust, log);
        if (log != null) {
            verification.report.require(Check.LOG);
        }
        if (!trust.witnesses().isEmpty()) {
            verification.report.require(Check.WITNESSES);
        }
        verification.report.look(Check.CONTAINER, () -> verification.files = Container.open(file));
        if (verification.report.passed(Check.CONTAINER)) {
            verification.run();
        }
        return verification.report;
    }

    private void run() {
        if (files.containsKey(Contents.DOCUMENT)) {
            report.require(Check.DOCUMENT);
        }
        report.look(Check.MANIFEST, this::manifest);
        report.look(Check.README, this::readme);
        report.look(Check.KEY, this::key);
        VerifierKey known = key;
        if (known != null) {
            report.look(Check.CHECKPOINT, () -> checkpoint = Head.checkpoint(file(Contents.CHECKPOINT), known));
        }
        Sm2Key sm2 = trust.sm2();
        if (sm2 != null && report.passed(Check.CHECKPOINT)) {
            report.look(Check.CHECKPOINT, () -> Head.signed(file(Contents.CHECKPOINT), sm2));
            report.remark(Check.CHECKPOINT, "国密签名有效: " + sm2.format(), "signed with SM2, too");
        }
        Checkpoint signed = checkpoint;
        if (files.containsKey(Contents.STREAMS) || (signed != null && signed.streams() != null)) {
            report.require(Check.COMPLETE);
        }
        if (!trust.witnesses().isEmpty() && report.passed(Check.CHECKPOINT)) {
            report.look(Check.WITNESSES, () -> Head.witnessed(file(Contents.CHECKPOINT), trust)
                    .forEach(each -> report.remark(Check.WITNESSES, "签署 " + each, "cosigned at that time")));
        }
        report.look(Check.AS_OF, () -> asOf = AsOf.read(file(Contents.AS_OF)));
        Checkpoint head = checkpoint;
        AsOf point = asOf;
        if (point != null) {
            report.look(Check.FORM, () -> form = new FormCheck(files, trust, report).read(point));
        }
        if (known != null && head != null && point != null) {
            report.look(Check.AS_OF, () -> within(point, head));
            if (report.passed(Check.AS_OF)) {
                List<VerifierKey> keys = trust.keys().isEmpty() ? List.of(known) : trust.keys();
                report.look(Check.ENVELOPES, () ->
                        facts = new Facts(file(Contents.FACTS), file(Contents.PROOFS), point, head, keys, report));
            }
        }
        Facts walked = facts;
        if (walked != null && point != null && head != null) {
            walked.walk();
            proven(walked, point, head);
        }
        if (walked == null || !walked.areProven()) {
            report.leave(Check.AS_OF);
            report.leave(Check.FORM);
        }
    }

    /** What is looked at only in facts that are those of the signed log. */
    private void proven(Facts walked, AsOf point, Checkpoint head) {
        if (!walked.areProven()) {
            return;
        }
        Form read = form;
        boolean ofTwoYears = files.containsKey(Contents.DOCUMENT) || walked.current.publications.pinDocuments()
                || (read != null && read.comparesYears()) || walked.current.publications.compareYears(walked);
        if (!ofTwoYears) {
            report.look(Check.STREAMS, () -> Fault.require(
                    !walked.areOfTwoYears(), "无关的上年事实", "has facts of the year before, of which nothing here is"));
        }
        if (report.passed(Check.POSTINGS)) {
            report.look(Check.PUBLICATIONS, () -> {});
            walked.current.publications.all().forEach(each ->
                    look(each, () -> heads.put(each, earlier(walked.current.publications.head(each), head))));
        }
        if (files.containsKey(Contents.STREAMS) || head.streams() != null) {
            report.look(Check.COMPLETE, () -> StreamEnds.check(files.get(Contents.STREAMS), walked, point, head, ofTwoYears));
            report.remark(Check.COMPLETE, "以检查点所签的流树为准, 各读者均从日志重算此树",
                    "by the tree over the streams that the checkpoint signs, which every reader of the log makes again");
        }
        Path logged = log;
        if (logged != null) {
            report.look(Check.LOG, () ->
                    WholeLog.check(logged, walked, point, ofTwoYears, head, List.copyOf(heads.values())));
        }
        report.look(Check.AS_OF, () -> asOf(point, walked.times));
        if (!report.found(Check.NAMES)) {
            report.look(Check.NAMES, () -> Fault.require(
                    CanonicalJson.bytes(walked.current.names.document()).equals(file(Contents.NAMES)),
                    "names.json 与科目事实不符", "names.json is not what the facts define"));
        }
        Form given = form;
        if (given != null && report.passed(Check.POSTINGS)) {
            report.look(Check.FORM, () -> new FormCheck(files, trust, report).known(given, walked, point));
        }
        if (given != null && report.passed(Check.FORM) && report.passed(Check.POSTINGS) && report.passed(Check.NAMES)) {
            heads.keySet().forEach(each -> look(each, () -> walked.times.show(each.recordedAsOf(), each.position())));
            walked.current.publications.remake(point, walked, report);
            Balances balances = new Balances(
                    new Balances.Point(point.fiscalYear(), point.effectiveOn(), point.isApproved()));
            walked.current.posted.forEach(balances::add);
            Budget budget = walked.current.budget(List.of(), point.effectiveOn(), point.position());
            Budget whole = budget.with(balances.lines(point.amounts())).only(point::includes);
            Budget left = budget.with(balances.linesLeft(point.amounts())).only(point::includes);
            Budget prior = walked.prior(point, point.amounts());
            given.tables().forEach(table -> report.look(Check.TABLES, () -> table(table, whole, left, prior, point)));
            if (given.comparesYears() && !walked.areOfTwoYears() && !isWhole()) {
                report.leaveOpen(Check.TABLES, NO_PRIOR_CHINESE, NO_PRIOR);
            }
            if (files.containsKey(Contents.DOCUMENT)) {
                Budget all = budget.with(balances.lines("all")).only(point::includes);
                report.look(Check.DOCUMENT, () -> document(given, walked.sources(point, all), point));
                if (!walked.areOfTwoYears() && !isWhole()) {
                    report.leaveOpen(Check.DOCUMENT, NO_PRIOR_CHINESE, NO_PRIOR);
                }
            }
        } else {
            report.leave(Check.PUBLICATIONS);
        }
    }

    /** Whether what is not in the package is not in the log. */
    private boolean isWhole() {
        return log != null || report.passed(Check.COMPLETE);
    }

    /** A head that says less than an earlier one may say it for a reason. */
    private static Checkpoint earlier(Checkpoint pinned, Checkpoint head) {
        Fault.require(pinned.streams() == null || head.streams() != null, "其检查点签有流树之根, 包的检查点却没有",
                "its checkpoint says the root over the streams, the later one of the package does not");
        return pinned;
    }

    private void look(Published published, Runnable at) {
        report.look(Check.PUBLICATIONS, () -> {
            try {
                at.run();
            } catch (Fault e) {
                throw e.of(published.fact());
            }
        });
    }

    private void readme() {
        Fault.require(READMES.stream().anyMatch(known -> Resources.bytes(known).equals(file(Contents.README))),
                "说明被改动", "changed");
    }

    private void key() {
        key = Head.key(file(Contents.KEY), trust);
        if (trust.keys().isEmpty()) {
            report.leaveOpen(Check.KEY,
                    "未与外部公钥比对! 请从账本运营方以外的渠道取得公钥, 用 --key 比对: " + key.format(),
                    "NOT compared: get the key from elsewhere and give it with --key");
        }
    }

    private static void within(AsOf point, Checkpoint head) {
        Fault.require(point.checkpointSize() == head.size() && point.checkpointRoot().equals(head.root().base64()),
                "与 checkpoint.txt 不符", "its checkpoint is not checkpoint.txt");
        Fault.require(point.position() <= point.checkpointSize(),
                "时点不在检查点之内", "the checkpoint does not reach the point");
    }

    /** What was asked for, of which the tables are the answer, and when it was recorded. */
    private void asOf(AsOf point, Times times) {
        Instant recordedAt = times.at(point.position());
        Instant next = log == null ? null : times.at(point.position() + 1);
        boolean between = recordedAt != null && next != null
                && !point.recordedAsOf().isBefore(recordedAt) && point.recordedAsOf().isBefore(next);
        boolean shown = between || times.show(point.recordedAsOf(), point.position());
        report.remark(Check.AS_OF, point.stream() + " 业务日期 " + point.effectiveOn() + ", 位置 " + point.position() + ", "
                + (point.ofUnit() == null ? "" : "单位 " + point.ofUnit() + ", ") + point.basis() + ", " + point.amounts() + ", "
                + (point.unit() == null ? "按表样 as the form says" : point.unit()), shown
                        ? "recorded by " + point.recordedAsOf()
                        : "said, not proven (未证明), to be recorded by " + point.recordedAsOf());
    }

    private void manifest() {
        Fault.require(file(Contents.MANIFEST).remaining() <= MANIFEST_BYTES_MAX, "清单过长", "it is longer than it can be");
        List<String> given = JsonReader.decode(file(Contents.MANIFEST)).lines().toList();
        StringBuilder manifest = new StringBuilder();
        List<String> names = List.copyOf(files.keySet());
        for (String name : names.subList(0, names.size() - 1)) {
            String line = sha256(file(name)) + "  " + name;
            manifest.append(line).append('\n');
            if (!given.contains(line)) {
                report.look(Check.MANIFEST, () -> {
                    throw new Fault(name + " 摘要不符", "the digest of " + name + " is another");
                });
            }
        }
        Fault.require(Head.utf8(manifest.toString()).equals(file(Contents.MANIFEST)),
                "清单有误", "it is not written as it must be");
    }

    /** @param left as releases before there were forms made it: with a note that there is no such budget also where nothing was left */
    private void table(TableForm table, Budget all, Budget left, @Nullable Budget prior, AsOf point) {
        String id = table.id();
        Sheet sheet = Sheet.of(table, point.unit(), all, prior);
        Fault.require(sheet.csv().equals(file(Contents.csv(id))),
                id + " CSV 与重算结果不同", id + ".csv is not what the facts add up to");
        ByteBuffer json = file(Contents.json(id));
        boolean same = sheet.json(point).equals(json)
                || (files.containsKey(Contents.TEMPLATE) && Sheet.of(table, point.unit(), left, prior).json(point).equals(json));
        Fault.require(same, id + " JSON 与重算结果不同", id + ".json is not what the facts add up to");
    }

    private void document(Form form, DocumentTree.Sources sources, AsOf point) {
        Json.Members document = DocumentTree.of(form, point, sources);
        Fault.require(Sink.isSame(file(Contents.DOCUMENT), out -> CanonicalJson.write(document, out)),
                "document.json 与重制结果不同", "document.json is not what the facts come to");
        Fault.require(Sink.isSame(file(Contents.PAGE), out -> DocumentPage.write(document, out))
                        || Sink.isSame(file(Contents.PAGE), out -> DocumentPage.writeFormer(document, out)),
                "document.html 与重制结果不同", "document.html is not what the facts come to");
    }

    private ByteBuffer file(String name) {
        return Objects.requireNonNull(files.get(name)).duplicate();
    }

    static String sha256(ByteBuffer bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
