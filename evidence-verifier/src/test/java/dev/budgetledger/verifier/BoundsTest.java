package dev.budgetledger.verifier;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.merkle.StreamTree;

import static dev.budgetledger.verifier.ForgedLog.MEETING;
import static dev.budgetledger.verifier.ForgedLog.OFFICE;
import static dev.budgetledger.verifier.ForgedLog.SOURCE;
import static dev.budgetledger.verifier.ForgedLog.allocated;
import static dev.budgetledger.verifier.ForgedLog.opened;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * 界限: whatever fills three megabytes of a package, the verifier ends with a result in the memory that it takes to read them, and
 * three times as much is three times the work. What is signed reaches the tables; what is not does not.
 */
class BoundsTest {

    private static final int MEGABYTE = 1_000_000;
    private static final String HEAP = "64m";

    private static final String LARGE_FORM = """
            {"id": "large", "name": "a", "jurisdiction": "310107", "level": "UNIT", "of": "BUDGET", "fiscalYears": {"from": 2023},
             "tables": [{"id": "t", "title": "t", "measure": "YUAN", "format": {"places": 2}, "totals": "OF_ROUNDED",
               "of": {"sides": ["EXPENDITURE"]}, "panels": [{
                 "columns": [{"id": "name", "title": "n", "text": "LABEL"}, {"id": "a", "title": "a"}, {"id": "b", "title": "b"},
                   {"id": "c", "title": "c"}, {"id": "d", "title": "d"}, {"id": "e", "title": "e"}],
                 "sections": [[%s]]}]}]}""";

    private static final Form LARGE = Form.written(Head.utf8(LARGE_FORM.formatted(
            IntStream.range(0, 250).mapToObj(BoundsTest::row).collect(Collectors.joining(",")))));

    @TempDir
    private Path folder;

    private static String row(int number) {
        return "{\"label\": \"r" + number + "\", \"of\": {\"functions\": [\"2\", \"3\"], \"kinds\": [\"PROJECT\"]}}";
    }

    @TestFactory
    Stream<DynamicTest> three_megabytes_of_anything_are_judged_in_little_memory_and_linear_work() {
        return Stream.of(
                // not signed: each file
                file("as-of.json that is long", Contents.AS_OF, size -> "x".repeat(size)),
                file("nesting", Contents.FACTS, size -> "[".repeat(size) + "\n"),
                file("nested objects", Contents.FACTS, size -> "{\"a\":".repeat(size / 5) + "\n"),
                file("empty arrays", Contents.FACTS, size -> "[" + "[],".repeat(size / 3) + "[]]\n"),
                file("one name again and again", Contents.FACTS, size -> "{" + "\"a\":1,".repeat(size / 6) + "\"a\":1}\n"),
                file("as many names", Contents.FACTS, size ->
                        IntStream.range(0, size / 10).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(",", "{", "}\n"))),
                file("a long number", Contents.FACTS, size -> "{\"position\":" + "9".repeat(size) + "}\n"),
                file("a number of many digits when written out", Contents.FACTS, size ->
                        "{\"position\":1e999999999,\"a\":\"" + "a".repeat(size) + "\"}\n"),
                file("a long text", Contents.FACTS, size -> "\"" + "啊".repeat(size / 3) + "\"\n"),
                file("control characters", Contents.FACTS, size -> "\"" + "\\u0001".repeat(size / 6) + "\"\n"),
                file("line feeds", Contents.FACTS, size -> "\n".repeat(size)),
                file("a line feed more than the log has facts", Contents.PROOFS, size -> "{}\n".repeat(size / 3)),
                file("hashes", Contents.PROOFS, size -> "{\"path\":[" + ("\"" + "A".repeat(43) + "=\",").repeat(size / 47)
                        + "\"\"],\"position\":1}\n"),
                file("signatures", Contents.CHECKPOINT, size -> "text\n\n" + "— name AAAAAAAA\n".repeat(size / 18)),
                file("a key's name", Contents.KEY, size -> "a".repeat(size) + "+00000000+" + "A".repeat(44) + "\n"),
                file("a manifest", Contents.MANIFEST, size -> ("0".repeat(64) + "  README.txt\n").repeat(size / 77)),
                file("a form", Contents.FORM, size -> "{\"fiscalYear\":2023,\"a\":\"" + "a".repeat(size) + "\"}"),
                file("names", Contents.NAMES, size -> "{\"a\":\"" + "a".repeat(size) + "\"}"),
                file("a table", Contents.csv("revenue"), size -> ",".repeat(size)),
                // signed by the ledger itself
                signed("a code", size -> posted("line:" + OFFICE.replace("2010301", "2".repeat(size)))),
                signed("a project", size -> posted("line:" + MEETING.replace("会议", "议".repeat(size / 3)))),
                signed("an amount", size -> opened().post("FundsAllocated", "2023-01-01", "", "line:" + OFFICE, "1".repeat(size) + ".00",
                        SOURCE, "-1.00")),
                signed("an amount with an exponent", size -> opened().post("FundsAllocated", "2023-01-01", "", "line:" + OFFICE,
                        "1e999999999", SOURCE, "-1.00")),
                signed("a stream", size -> posted("\"counterpart\":\"" + "3".repeat(size) + "-2023\",\"fund\":\"OTHER\"")),
                signed("lines, each once", size -> lines(size / 280, i -> MEETING.replace("会议", "会议" + i))),
                signed("one line again and again", size -> lines(size / 280, _ -> MEETING)),
                signed("facts of one line, each at another date", size -> dated(size / 480)),
                signed("reversals of one large posting", BoundsTest::reversals),
                signed("codes", size -> codes(size / 150)),
                signed("forms, each instead of the one before", size -> adopted(size / 2000)),
                judged("lines in a large table", size -> {
                    List<String> facts = lines(size / 280, i -> MEETING.replace("会议", "会议" + i)).facts;
                    return Forged.packed(Forged.files(facts, Forged.shown(facts), LARGE));
                }),
                signed("statements, each of another project", size -> stated(size / 480)),
                judged("codes in a document that has a paragraph of each", size -> {
                    List<String> facts = codes(size / 150).facts;
                    return Forged.packed(Forged.files(facts, Forged.shown(facts), Form.released("putuo-department-2025").orElseThrow()));
                }),
                judged("what is said of as many streams", size -> {
                    List<String> facts = Forged.facts();
                    StreamTree tree = Forged.streams(facts);
                    return Forged.packed(Forged.complete(Forged.files(facts), facts, tree,
                            IntStream.range(0, size / 250).mapToObj(i -> "X" + i + "-2023").toArray(String[]::new)));
                }),
                judged("positions after the point", size -> {
                    List<String> facts = Forged.facts();
                    Map<String, ByteBuffer> files = Forged.complete(Forged.files(facts), facts, Forged.streams(facts), "301-2023");
                    String said = JsonReader.decode(Objects.requireNonNull(files.get(Contents.STREAMS)));
                    files.put(Contents.STREAMS, Head.utf8(said.replace("[],", "[" + "8,".repeat(size / 2) + "8],")));
                    return Forged.packed(files);
                }),
                signed("proposals that nobody ends", size -> proposed(size / 750)),
                signed("rules, each instead of the one before", size -> ruled(size / 300, 1)),
                signed("postings under as many rules as there may be", size -> {
                    ForgedLog log = ruled(1, Known.RULES_MAX);
                    IntStream.range(0, size / 480).forEach(_ ->
                            log.post("FundsAllocated", "2023-01-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00"));
                    return log;
                }),
                signed("publications", size -> published(size / 2600)),
                signed("what changes between publications", size -> publishedBetween(size / 3200)));
    }

    private DynamicTest file(String name, String file, IntFunction<String> content) {
        return judged(name, size -> {
            Map<String, ByteBuffer> files = Forged.files(Forged.facts());
            files.put(file, Head.utf8(content.apply(size)));
            return Forged.packed(files);
        });
    }

    private DynamicTest signed(String name, IntFunction<ForgedLog> log) {
        return judged(name, size -> Forged.signed(log.apply(size).facts));
    }

    private DynamicTest judged(String name, IntFunction<ByteBuffer> made) {
        return DynamicTest.dynamicTest(name, () -> {
            ByteBuffer one = made.apply(MEGABYTE);
            ByteBuffer three = made.apply(3 * MEGABYTE);

            long work = bytesAllocated(one);
            assertThat(bytesAllocated(three)).as("of %s for one megabyte", work).isLessThan(4 * work + 5 * MEGABYTE);

            Path zip = Files.write(folder.resolve("package.zip"), VerifierTest.bytes(three));
            Process verifier = OwnProcess.start(folder, HEAP, zip.toString(), "--key", Forged.KEY.verifier().format());
            String printed = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(verifier.waitFor()).as(printed).isNotEqualTo(EvidenceVerifier.NO_PACKAGE);
            assertThat(printed).contains("result: ").doesNotContain("could not be verified to the end");
            assertThat(printed.length()).isLessThan(20_000);
        });
    }

    /** What a verification makes is what it does: nothing goes over the same bytes twice without making something. */
    private static long bytesAllocated(ByteBuffer evidence) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Verification.of(Forged.signed(Forged.facts()), Trust.in(Forged.KEY.verifier()));
        long before = threads.getCurrentThreadAllocatedBytes();
        Report report = Verification.of(evidence, Trust.in(Forged.KEY.verifier()));
        Objects.requireNonNull(report.toString());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static ForgedLog posted(String account) {
        return opened().post("FundsAllocated", "2023-01-01", "", account, "1.00", SOURCE, "-1.00");
    }

    private static String[] entries(int count, IntFunction<String> line, UnaryOperator<String> sign) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.addAll(List.of("line:" + line.apply(i), sign.apply("1.00")));
        }
        entries.addAll(List.of(SOURCE, sign.apply("-" + count + ".00").replace("--", "")));
        return entries.toArray(String[]::new);
    }

    /** In postings of at most 4000 lines. */
    private static ForgedLog lines(int count, IntFunction<String> line) {
        ForgedLog log = opened();
        for (int from = 0; from < count; from += 4000) {
            int start = from;
            log.post("FundsAllocated", "2023-01-01", "",
                    entries(Math.min(4000, count - from), i -> line.apply(start + i), amount -> amount));
        }
        return log;
    }

    private static ForgedLog dated(int count) {
        ForgedLog log = opened();
        for (int i = 0; i < count; i++) {
            String on = LocalDate.of(2023, 1, 1).plusDays(i % 365).toString();
            log.post("FundsAllocated", on, "", "line:" + OFFICE, "1.00", SOURCE, "-1.00");
        }
        return log;
    }

    /** Small ones, each of which says that it is the mirror of half a file. */
    private static ForgedLog reversals(int size) {
        ForgedLog log = lines(Math.min(4000, size / 560), i -> MEETING.replace("会议", "会议" + i));
        for (int i = 0; i < size / 1000; i++) {
            log.post("PostingReversed", "2023-01-01", "\"reversedType\":\"FundsAllocated\",\"reverses\":\"301-2023-1\",",
                    "line:" + OFFICE, "-1.00", SOURCE, "1.00");
        }
        return log;
    }

    /** Each defined, and each with money. */
    private static ForgedLog codes(int count) {
        ForgedLog log = new ForgedLog();
        String defined = IntStream.range(0, Math.min(count / 2, 5000))
                .mapToObj(i -> "{\"code\":\"" + (3000000 + i) + "\",\"name\":\"名\",\"type\":\"FUNCTION\"}")
                .collect(Collectors.joining(",", "{\"classifications\":[", "],\"fiscalYear\":2023}"));
        log.facts.add(Forged.fact(2, "classification-2023", 1, "ClassificationsDefined", defined));
        log.add("BudgetOpened", "{\"comparative\":false,\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023}");
        int half = Math.min(count / 2, 5000);
        return log.post("FundsAllocated", "2023-01-01", "",
                entries(half, i -> MEETING.replace("2010302", "" + (3000000 + i)), amount -> amount));
    }

    private static ForgedLog stated(int count) {
        ForgedLog log = opened();
        for (int i = 0; i < count; i++) {
            log.add("StatementMade", """
                    {"documentNo":"1号","effectiveOn":"2023-01-01","key":"项目%d","reason":"绩效","statement":{"performance":{"goals":["目标"],                    "indicators":[{"first":"产出","second":"数量","third":"完成","value":"12"},                    {"first":"产出","second":"质量","third":"完成","value":"12"}],"measures":[],"sections":[]}}}""".formatted(i));
        }
        return log;
    }

    /** Each open on its day only, as not more than a thousand may be at once. */
    private static ForgedLog proposed(int count) {
        ForgedLog log = opened();
        for (int i = 0; i < count; i++) {
            String day = LocalDate.of(2023, 3, 2).plusDays(i / 900).toString();
            log.by("a", day + "T01:00:00Z").add("PostingProposed", FourEyesTest.proposal("a", "ADJUST", FourEyesTest.adjusting(i + 1 + ".00"), "2023-03-01", day)
                    .replace("\"proposedOn\":\"2023-03-02\"", "\"proposedOn\":\"" + day + "\""));
        }
        return log;
    }

    private static ForgedLog ruled(int count, int rules) {
        ForgedLog log = opened();
        String[] all = Collections.nCopies(rules, "{\"checkers\":1,\"operations\":[\"ALLOCATE\"],\"from\":\"9.00\"}").toArray(String[]::new);
        for (int i = 0; i < count; i++) {
            log.add("RulesAdopted", ForgedLog.text(FourEyesTest.rules("2023-01-01", all)));
        }
        return log;
    }

    private static ForgedLog adopted(int count) {
        ForgedLog log = new ForgedLog();
        String form = Forged.text(Form.written(Head.utf8(LARGE_FORM.formatted(row(1)))).json());
        for (int i = 0; i < count; i++) {
            log.facts.add(Forged.fact(log.facts.size() + 1, "form-large", i, "FormAdopted", "{\"form\":" + form + "}"));
        }
        return log.add("BudgetOpened", "{\"comparative\":false,\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023}");
    }

    private static ForgedLog published(int count) {
        ForgedLog log = allocated();
        String publication = Forged.publication(log.facts, 3, 1);
        for (int i = 0; i < count; i++) {
            log.add("DisclosurePublished", publication.replace("\"number\":1", "\"number\":" + (i + 1)));
        }
        return log;
    }

    private static ForgedLog publishedBetween(int count) {
        ForgedLog log = allocated();
        String publication = Forged.publication(log.facts, 3, 1);
        for (int i = 0; i < count; i++) {
            log.post("FundsAllocated", "2023-06-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00");
            log.add("DisclosurePublished", publication.replace("\"number\":1", "\"number\":" + (i + 1))
                    .replace("\"effectiveOn\":\"2023-12-31\"", "\"effectiveOn\":\""
                            + LocalDate.of(2023, 1, 1).plusDays(i) + "\""));
        }
        return log;
    }
}
