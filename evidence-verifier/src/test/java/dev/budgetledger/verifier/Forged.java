package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.StreamProof;
import dev.budgetledger.contract.merkle.StreamTree;

/** Packages of whatever a ledger may have signed: what is wrong in them no signature shows. */
final class Forged {

    static final SigningKey KEY = SigningKey.generate("budget-ledger");

    /** A stored hash is over 256 of the level below. */
    private static final int SUBTREE_BITS = 8;

    private static final Form FORM = Form.first();

    private static final String LINE = """
            {"economic":"30201","function":"2010301","fund":"GENERAL_PUBLIC","kind":"OPERATING","origin":"CURRENT"}""";

    private static final Pattern RECORDED_AT = Pattern.compile("\"recordedAt\":\"([-0-9T:.]{26}Z)\",\"sequence\"");

    private Forged() {}

    /** The log of an honest ledger: catalogue, budget, allocation, adjustment, its reversal, close of the year, publication. */
    static List<String> facts() {
        List<String> facts = new ArrayList<>(List.of(
                fact(1, "classification-2023", 0, "ClassificationsDefined", """
                        {"classifications":[{"code":"2010301","name":"行政运行","type":"FUNCTION"},\
                        {"code":"30201","name":"办公费","type":"ECONOMIC"}],"fiscalYear":2023}"""),
                fact(2, "301-2023", 0, "BudgetOpened", """
                        {"comparative":false,"department":{"code":"301","name":"办公室"},"fiscalYear":2023}"""),
                fact(3, "301-2023", 1, "FundsAllocated", "{" + posting(1, "1000.00") + "}"),
                fact(4, "301-2023", 2, "BudgetAdjusted", "{" + posting(2, "12.34") + "}"),
                fact(5, "301-2023", 3, "PostingReversed", "{" + posting(3, "-12.34")
                        + ",\"reversedType\":\"BudgetAdjusted\",\"reverses\":\"301-2023-2\"}"),
                fact(6, "301-2023", 4, "YearClosed", """
                        {"documentNo":"1号","effectiveOn":"2023-12-31","reason":"年终结账"}""")));
        facts.add(fact(7, "301-2023", 5, "DisclosurePublished", publication(facts, 5, 1)));
        return facts;
    }

    /** The content of a publication of these facts at a position, under the head over all of them. */
    static String publication(List<String> facts, int position, int number) {
        return publication(facts, position, number, FORM, Documents.object("unit", new Json.Text("YUAN")));
    }

    /** The same in a form, with what else is said of it. */
    static String publication(List<String> facts, int position, int number, Form form, Json.Members beside) {
        return publication(facts, position, number, form, beside, head(facts));
    }

    /** The same under a head. */
    static String publication(List<String> facts, int position, int number, Form form, Json.Members beside, Checkpoint head) {
        Budget budget = budget(facts.subList(0, position));
        List<Json> tables = new ArrayList<>();
        for (TableForm table : form.tables()) {
            tables.add(Documents.object("id", new Json.Text(table.id()), "sha256",
                    new Json.Text(Verification.sha256(Sheet.of(table, beside.has("unit") ? "元" : null, budget, null).csv()))));
        }
        return text(Documents.object(
                "documentNo", new Json.Text("1号"),
                "number", new Json.Whole(number),
                "publication", both(beside, Documents.object(
                        "asOf", Documents.object(
                                "effectiveOn", new Json.Text("2023-12-31"),
                                "position", new Json.Whole(position),
                                "recordedAsOf", new Json.Text(recordedAt(facts, position))),
                        "basis", new Json.Text("ADJUSTED"),
                        "checkpoint", new Json.Text(KEY.sign(head.text()).format()),
                        "tables", new Json.Items(tables))),
                "publishedOn", new Json.Text("2024-02-10"),
                "reason", new Json.Text("公开")));
    }

    private static Json.Members both(Json.Members one, Json.Members other) {
        Map<String, Json> both = new LinkedHashMap<>(one.members());
        both.putAll(other.members());
        return new Json.Members(both);
    }

    private static Budget budget(List<String> facts) {
        return budget(facts, shown(facts));
    }

    private static Budget budget(List<String> facts, List<Integer> shown) {
        AsOf asOf = AsOf.read(Head.utf8(asOf(facts, FORM.id())));
        Facts walked = walked(facts, shown, asOf);
        Balances balances = new Balances(new Balances.Point(2023, asOf.effectiveOn(), asOf.isApproved()));
        walked.current.posted.forEach(balances::add);
        return walked.current.budget(balances.lines(asOf.amounts()), asOf.effectiveOn(), asOf.position());
    }

    /** Which facts of a log a package shows: those of the catalogue, those of forms, then those of the budget; then of the year before. */
    static List<Integer> shown(List<String> facts) {
        return Stream.of("\"stream\":\"classification-2023\"", "\"stream\":\"form-", "\"stream\":\"301-2023\"",
                        "\"stream\":\"classification-2022\"", "\"stream\":\"301-2022\"")
                .flatMap(stream -> IntStream.range(0, facts.size()).filter(i -> facts.get(i).contains(stream)).boxed())
                .toList();
    }

    private static String lines(List<String> facts, List<Integer> shown) {
        return shown.stream().map(i -> facts.get(i) + "\n").collect(Collectors.joining());
    }

    /** What the verifier finds in these facts, without tables. */
    static Facts walked(List<String> facts) {
        return walked(facts, shown(facts), AsOf.read(Head.utf8(asOf(facts, FORM.id()))));
    }

    private static Facts walked(List<String> facts, List<Integer> shown, AsOf asOf) {
        Facts walked = new Facts(Head.utf8(lines(facts, shown)), Head.utf8(proofs(facts, shown)), asOf, head(facts),
                List.of(KEY.verifier()), new Report(List.of()));
        walked.walk();
        return walked;
    }

    private static String asOf(List<String> facts, String form) {
        Checkpoint head = head(facts);
        String recordedAt = recordedAt(facts, facts.size());
        return "{\"amounts\":\"all\",\"asOf\":{\"checkpoint\":{\"rootHash\":\"" + head.root().base64() + "\",\"size\":"
                + head.size() + "},\"effectiveOn\":\"2023-12-31\",\"position\":" + head.size() + ",\"recordedAsOf\":\""
                + Instant.parse(recordedAt) + "\"},\"basis\":\"adjusted\",\"department\":"
                + "{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023,\"form\":\"" + form + "\",\"unit\":\"元\"}";
    }

    private static MerkleTree tree(List<String> facts) {
        List<Hash> leaves = facts.stream().map(each -> Hash.ofLeaf(each.getBytes(StandardCharsets.UTF_8))).toList();
        return new MerkleTree((level, from, count) -> IntStream.range((int) from, (int) from + count)
                .mapToObj(i -> subtree(leaves, level * SUBTREE_BITS, i << (level * SUBTREE_BITS))).toList(), leaves.size());
    }

    private static Hash subtree(List<Hash> leaves, int height, int first) {
        return height == 0 ? leaves.get(first)
                : Hash.ofNode(subtree(leaves, height - 1, first), subtree(leaves, height - 1, first + (1 << (height - 1))));
    }

    static Checkpoint head(List<String> facts) {
        return new Checkpoint("budget-ledger", facts.size(), tree(facts).root(facts.size()));
    }

    private static String proofs(List<String> facts, List<Integer> shown) {
        MerkleTree tree = tree(facts);
        StringBuilder proofs = new StringBuilder();
        for (int i : shown) {
            List<String> path = tree.inclusion(i, facts.size()).path().stream().map(Hash::base64).toList();
            proofs.append(text(Documents.object("path", Documents.texts(path), "position", new Json.Whole(i + 1L))))
                    .append('\n');
        }
        return proofs.toString();
    }

    static String text(Json json) {
        return JsonReader.decode(CanonicalJson.bytes(json));
    }

    private static String recordedAt(long position) {
        return Instant.parse("2023-01-05T01:00:00Z").plusSeconds(position).toString().replace("Z", ".000000Z");
    }

    private static String recordedAt(List<String> facts, int position) {
        Matcher written = RECORDED_AT.matcher(facts.get(position - 1));
        return written.find() ? written.group(1) : recordedAt(position);
    }

    static String fact(int position, String stream, int sequence, String type, String fact) {
        return fact(position, stream, sequence, type, fact, "a", recordedAt(position));
    }

    static String fact(int position, String stream, int sequence, String type, String fact, String postedBy, String recordedAt) {
        return "{\"fact\":" + fact + ",\"position\":" + position + ",\"postedBy\":\"" + postedBy + "\",\"recordedAt\":\""
                + recordedAt + "\",\"sequence\":" + sequence + ",\"stream\":\"" + stream + "\",\"type\":\"" + type
                + "\"}";
    }

    static String posting(int sequence, String amount) {
        String other = amount.startsWith("-") ? amount.substring(1) : "-" + amount;
        return "\"posting\":{\"documentNo\":\"1号\",\"effectiveOn\":\"2023-01-01\",\"entries\":[{\"amount\":\"" + amount
                + "\",\"line\":" + LINE + "},{\"amount\":\"" + other + "\",\"source\":\"GENERAL_PUBLIC\"}],\"id\":\"301-2023-"
                + sequence + "\",\"reason\":\"年初批复\"}";
    }

    /** A package of these facts, signed, with the tables that the verifier itself makes of them if it can. */
    static ByteBuffer signed(List<String> facts) {
        return packed(files(facts));
    }

    /** The same before it is packed, without the manifest. */
    static Map<String, ByteBuffer> files(List<String> facts) {
        return files(facts, shown(facts));
    }

    /** @param shown which facts of the log stand in the package, in that order */
    static Map<String, ByteBuffer> files(List<String> facts, List<Integer> shown) {
        return files(facts, shown, FORM);
    }

    static Map<String, ByteBuffer> files(List<String> facts, List<Integer> shown, Form form) {
        Checkpoint head = head(facts);
        AsOf asOf = AsOf.read(Head.utf8(asOf(facts, form.id())));
        Map<String, ByteBuffer> files = new LinkedHashMap<>();
        files.put(Contents.README, Resources.bytes("evidence/README.txt"));
        files.put(Contents.AS_OF, Head.utf8(asOf(facts, form.id())));
        files.put(Contents.CHECKPOINT, Head.utf8(KEY.sign(head.text()).format()));
        files.put(Contents.KEY, Head.utf8(KEY.verifier().format() + "\n"));
        files.put(Contents.FORM, CanonicalJson.bytes(form.json()));
        files.put(Contents.NAMES, CanonicalJson.bytes(walked(facts, shown, asOf).current.names.document()));
        files.put(Contents.FACTS, Head.utf8(lines(facts, shown)));
        files.put(Contents.PROOFS, Head.utf8(proofs(facts, shown)));
        Budget budget = budget(facts, shown);
        for (TableForm table : form.tables()) {
            Sheet sheet = Sheet.of(table, asOf.unit(), budget, null);
            files.put(Contents.json(table.id()), sheet.json(asOf));
            files.put(Contents.csv(table.id()), sheet.csv());
        }
        if (form.hasDocument()) {
            Json.Members document = document(facts, shown, form);
            files.put(Contents.DOCUMENT, CanonicalJson.bytes(document));
            files.put(Contents.PAGE, Sink.bytes(page -> DocumentPage.write(document, page)));
        }
        return files;
    }

    /** The document at the end of these facts. */
    static Json.Members document(List<String> facts, Form form) {
        return document(facts, shown(facts), form);
    }

    private static Json.Members document(List<String> facts, List<Integer> shown, Form form) {
        AsOf asOf = AsOf.read(Head.utf8(asOf(facts, form.id())));
        return DocumentTree.of(form, asOf, walked(facts, shown, asOf).sources(asOf, budget(facts, shown)));
    }

    /** The tree over the streams of these facts, or over those of a liar. */
    static StreamTree streams(List<String> facts) {
        RememberedStreams remembered = new RememberedStreams();
        StreamTree tree = new StreamTree(remembered);
        tree.append(facts.stream().map(each -> LoggedFact.read(Head.utf8(each)).stream()).toList(), remembered::keep);
        return tree;
    }

    /** The same package under a head that says the root of this tree, with what is to be said of these streams. */
    static Map<String, ByteBuffer> complete(Map<String, ByteBuffer> files, List<String> facts, StreamTree tree, String... streams) {
        Checkpoint head = head(facts);
        String note = KEY.sign(new Checkpoint(head.origin(), head.size(), head.root(), tree.root()).text()).format();
        Map<String, ByteBuffer> complete = new LinkedHashMap<>();
        files.forEach((name, bytes) -> {
            complete.put(name, name.equals(Contents.CHECKPOINT) ? Head.utf8(note) : bytes);
            if (name.equals(Contents.PROOFS)) {
                complete.put(Contents.STREAMS, Head.utf8(Stream.of(streams).sorted().map(each -> line(tree.proof(each))).collect(Collectors.joining())));
            }
        });
        return complete;
    }

    /** What is said of a stream of which nothing comes after the point. */
    static String line(StreamProof proof) {
        StreamEnd found = proof.found();
        Json.Members line = Documents.object("after", new Json.Items(List.of()),
                "path", Documents.texts(proof.path().stream().map(Hash::base64).toList()), "stream", new Json.Text(proof.stream()));
        return text(found == null ? line : Documents.with(line, "found", Documents.object(
                "chain", new Json.Text(found.chain().base64()), "facts", new Json.Whole(found.facts()),
                "key", new Json.Text(found.key().base64()), "last", new Json.Whole(found.last())))) + "\n";
    }

    /** As releases made packages before these had documents. */
    static Map<String, ByteBuffer> withoutDocument(Map<String, ByteBuffer> files) {
        Map<String, ByteBuffer> without = new LinkedHashMap<>(files);
        without.put(Contents.README, Resources.bytes("evidence/README-4.txt"));
        without.keySet().removeAll(List.of(Contents.DOCUMENT, Contents.PAGE));
        return without;
    }

    /** Packs files with a manifest of them. */
    static ByteBuffer packed(Map<String, ByteBuffer> files) {
        Map<String, ByteBuffer> all = new LinkedHashMap<>(files);
        StringBuilder manifest = new StringBuilder();
        files.forEach((name, bytes) ->
                manifest.append(Verification.sha256(bytes.duplicate())).append("  ").append(name).append('\n'));
        all.put(Contents.MANIFEST, Head.utf8(manifest.toString()));
        return zip(all);
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
