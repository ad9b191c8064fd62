package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.SigningKey;

/** Packages of whatever a ledger may have signed: what is wrong in them no signature shows. */
final class Forged {

    static final SigningKey KEY = SigningKey.generate("budget-ledger");

    private static final String LINE = """
            {"economic":"30201","function":"2010301","fund":"GENERAL_PUBLIC","kind":"OPERATING","origin":"CURRENT"}""";

    private Forged() {}

    /** The log of an honest ledger: catalogue, budget, allocation, adjustment, its reversal, close of the year. */
    static List<String> facts() {
        return List.of(
                fact(1, "classification-2023", 0, "ClassificationsDefined",
                        "{\"classifications\":[{\"code\":\"2010301\",\"name\":\"行政运行\",\"type\":\"FUNCTION\"}],"
                                + "\"fiscalYear\":2023}"),
                fact(2, "301-2023", 0, "BudgetOpened",
                        "{\"comparative\":false,\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023}"),
                fact(3, "301-2023", 1, "FundsAllocated", "{" + posting(1, "1000.00") + "}"),
                fact(4, "301-2023", 2, "BudgetAdjusted", "{" + posting(2, "12.34") + "}"),
                fact(5, "301-2023", 3, "PostingReversed", "{" + posting(3, "-12.34")
                        + ",\"reversedType\":\"BudgetAdjusted\",\"reverses\":\"301-2023-2\"}"),
                fact(6, "301-2023", 4, "YearClosed",
                        "{\"documentNo\":\"1号\",\"effectiveOn\":\"2023-12-31\",\"reason\":\"年终结账\"}"));
    }

    static String fact(int position, String stream, int sequence, String type, String fact) {
        return "{\"fact\":" + fact + ",\"position\":" + position + ",\"postedBy\":\"a\",\"recordedAt\":\"2023-01-05T01:00:0"
                + position + ".000000Z\",\"sequence\":" + sequence + ",\"stream\":\"" + stream + "\",\"type\":\"" + type
                + "\"}";
    }

    private static String posting(int sequence, String amount) {
        String other = amount.startsWith("-") ? amount.substring(1) : "-" + amount;
        return "\"posting\":{\"documentNo\":\"1号\",\"effectiveOn\":\"2023-01-01\",\"entries\":[{\"amount\":\"" + amount
                + "\",\"line\":" + LINE + "},{\"amount\":\"" + other + "\",\"source\":\"GENERAL_PUBLIC\"}],\"id\":\"301-2023-"
                + sequence + "\",\"reason\":\"年初批复\"}";
    }

    /** A package of these facts, signed, with the tables that the verifier itself makes of them if it can. */
    static ByteBuffer signed(List<String> facts) {
        List<byte[]> lines = facts.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toList();
        List<Hash> leaves = lines.stream().map(Hash::ofLeaf).toList();
        MerkleTree tree = new MerkleTree(
                (_, from, count) -> leaves.subList((int) from, (int) from + count), leaves.size());
        Checkpoint head = new Checkpoint("budget-ledger", leaves.size(), tree.root(leaves.size()));
        StringBuilder proofs = new StringBuilder();
        for (int i = 0; i < leaves.size(); i++) {
            List<String> path = tree.inclusion(i, leaves.size()).path().stream().map(Hash::base64).toList();
            Json proof = Documents.object("path", Documents.texts(path), "position", new Json.Whole(i + 1L));
            proofs.append(JsonReader.decode(CanonicalJson.bytes(proof))).append('\n');
        }
        Map<String, ByteBuffer> files = new LinkedHashMap<>();
        files.put(Contents.README, Templates.resource("evidence/README.txt"));
        files.put(Contents.AS_OF, Head.utf8("{\"amounts\":\"all\",\"asOf\":{\"checkpoint\":{\"rootHash\":\""
                + head.root().base64() + "\",\"size\":" + head.size() + "},\"effectiveOn\":\"2023-12-31\",\"position\":"
                + head.size() + ",\"recordedAsOf\":\"2023-01-05T01:00:09Z\"},\"basis\":\"adjusted\",\"department\":"
                + "{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023,\"unit\":\"元\"}"));
        files.put(Contents.CHECKPOINT, Head.utf8(KEY.sign(head.text()).format()));
        files.put(Contents.KEY, Head.utf8(KEY.verifier().format() + "\n"));
        Json.Members template = JsonReader.object(Templates.resource("disclosure/template-2023.json"));
        files.put(Contents.TEMPLATE, CanonicalJson.bytes(template));
        ByteBuffer ndjson = Head.utf8(String.join("\n", facts) + "\n");
        AsOf asOf = AsOf.read(files.getOrDefault(Contents.AS_OF, ndjson));
        Facts walked = new Facts(ndjson, Head.utf8(proofs.toString()), asOf, head, new Report());
        walked.walk();
        files.put(Contents.NAMES, CanonicalJson.bytes(walked.names.document()));
        files.put(Contents.FACTS, ndjson);
        files.put(Contents.PROOFS, Head.utf8(proofs.toString()));
        Budget budget = new Budget(walked.balances.lines(), walked.names, asOf.unit());
        for (String id : Contents.TABLES) {
            Sheet sheet = Tables.of(id, budget, template, false);
            files.put(Contents.json(id), sheet.json(asOf));
            files.put(Contents.csv(id), sheet.csv());
        }
        StringBuilder manifest = new StringBuilder();
        files.forEach((name, bytes) ->
                manifest.append(Verification.sha256(bytes.duplicate())).append("  ").append(name).append('\n'));
        files.put(Contents.MANIFEST, Head.utf8(manifest.toString()));
        return zip(files);
    }

    private static ByteBuffer zip(Map<String, ByteBuffer> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, ByteBuffer> file : files.entrySet()) {
                byte[] bytes = new byte[file.getValue().remaining()];
                file.getValue().duplicate().get(bytes);
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
                entry.setSize(bytes.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }
}
