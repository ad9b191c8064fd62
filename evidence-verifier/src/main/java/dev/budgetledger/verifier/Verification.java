package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.verifier.Balances.LineMoney;

/** 核验: looks at everything in a package. */
public final class Verification {

    private final Trust trust;
    private final Report report = new Report();
    private Map<String, ByteBuffer> files = new HashMap<>();
    private @Nullable VerifierKey key;
    private @Nullable Checkpoint checkpoint;
    private @Nullable AsOf asOf;
    private Json.@Nullable Members template;
    private @Nullable Facts facts;

    private Verification(Trust trust) {
        this.trust = trust;
    }

    /** Whether the bytes look like a package at all. */
    public static boolean isPackage(ByteBuffer file) {
        return Container.begins(file);
    }

    /** What is found in a package; what cannot be looked at for what is wrong before it is left out. */
    public static Report of(ByteBuffer file, Trust trust) {
        Verification verification = new Verification(trust);
        verification.report.look(Check.CONTAINER, () -> verification.files = Container.open(file));
        if (!verification.report.found(Check.CONTAINER)) {
            verification.run();
        }
        return verification.report;
    }

    private void run() {
        report.look(Check.MANIFEST, this::manifest);
        report.look(Check.README, () -> Fault.require(
                file(Contents.README).equals(Templates.resource("evidence/README.txt")), "说明被改动", "changed"));
        report.look(Check.KEY, this::key);
        VerifierKey known = key;
        if (known != null) {
            report.look(Check.CHECKPOINT, () -> checkpoint = Head.checkpoint(file(Contents.CHECKPOINT), known));
        }
        report.look(Check.AS_OF, this::asOf);
        report.look(Check.TEMPLATE, () -> template = Templates.read(file(Contents.TEMPLATE), trust));
        Checkpoint head = checkpoint;
        AsOf point = asOf;
        if (head != null && point != null) {
            report.look(Check.ENVELOPES, () ->
                    facts = new Facts(file(Contents.FACTS), file(Contents.PROOFS), point, head, report));
        }
        Facts walked = facts;
        if (walked != null && point != null) {
            walked.walk();
            report.look(Check.NAMES, () -> Fault.require(
                    CanonicalJson.bytes(walked.names.document()).equals(file(Contents.NAMES)),
                    "names.json 与科目事实不符", "names.json is not what the facts define"));
            Json.Members forms = template;
            if (forms != null) {
                Contents.TABLES.forEach(id -> report.look(Check.TABLES, () -> table(id, walked, point, forms)));
            }
        }
    }

    private void key() {
        key = Head.key(file(Contents.KEY), trust);
        if (trust.key() == null) {
            report.remark(Check.KEY,
                    "未与外部公钥比对! 请从账本运营方以外的渠道取得公钥, 用 --key 比对: " + key.format(),
                    "NOT compared: get the key from elsewhere and give it with --key");
        }
    }

    private void asOf() {
        AsOf point = AsOf.read(file(Contents.AS_OF));
        asOf = point;
        report.remark(Check.AS_OF, point.stream() + " 业务日期 " + point.effectiveOn() + ", 位置 " + point.position() + ", "
                + point.basis() + ", " + point.amounts() + ", " + point.unit(), "recorded by " + point.recordedAsOf());
        Checkpoint head = checkpoint;
        Fault.require(head != null && point.checkpointSize() == head.size()
                        && point.checkpointRoot().equals(head.root().base64()),
                "与 checkpoint.txt 不符", "its checkpoint is not checkpoint.txt");
        Fault.require(point.position() <= point.checkpointSize(),
                "截至点不在检查点之内", "the checkpoint does not reach the point");
    }

    private void manifest() {
        List<String> given = JsonReader.decode(file(Contents.MANIFEST)).lines().toList();
        StringBuilder manifest = new StringBuilder();
        for (String name : Contents.FILES.subList(0, Contents.FILES.size() - 1)) {
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

    private void table(String id, Facts walked, AsOf point, Json.Members forms) {
        Sheet sheet = sheet(id, walked.balances.lines(), walked, point, forms);
        Fault.require(sheet.csv().equals(file(Contents.csv(id))),
                id + " CSV 与重算结果不同", id + ".csv is not what the facts come to");
        // A table of an earlier release notes that there is no such budget also where nothing was left of it.
        Sheet earlier = sheet(id, walked.balances.linesLeft(), walked, point, forms);
        ByteBuffer json = file(Contents.json(id));
        Fault.require(sheet.json(point).equals(json) || earlier.json(point).equals(json),
                id + " JSON 与重算结果不同", id + ".json is not what the facts come to");
    }

    private static Sheet sheet(String id, List<LineMoney> lines, Facts walked, AsOf point, Json.Members forms) {
        return Tables.of(id, new Budget(lines, walked.names, point.unit()), forms, walked.comparative);
    }

    private ByteBuffer file(String name) {
        return Objects.requireNonNull(files.get(name)).duplicate();
    }

    static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
