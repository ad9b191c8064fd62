package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 模糊测试: packages that are changed where it matters and packed again, with their manifest. Whatever the change, the verifier ends with
 * a result, prints nothing raw, and calls sound only what says the same. Of what the ledger itself signs nothing is the same any more:
 * there it is enough that it ends.
 */
class FuzzTest {

    private static final int TRIALS = 1_500;
    private static final int TRIALS_SIGNED = 500;
    private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());
    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());

    /** What a text may hold that does something to anyone who reads it, or to anyone who counts. */
    private static final List<String> TEXTS = List.of(
            "", " ", "  ", "\n✓ 结论", "\r", "\u001b]0;x\u0007", "\u001b[2J", "\u0085", "\u2028", "\u202e301", "\u200b", "\ufeff", "\u0000",
            "\ud800", "é", "e\u0301", "\u3164", "\ud83d\ude00", "\ue000", "301-2024", "301-2023-99999999999999999999", "-0.00", "1e9", "1.005",
            "9999999999999999.99", "+1.00", "٣.٠٠", "2023-13-01", "0000-01-01", "+12023-01-01", "9999-12-31", "CURRENT", "OTHER",
            "classification-2023", "null", "../../etc/passwd", "=1+1", "x".repeat(5000));
    private static final List<Long> NUMBERS = List.of(
            0L, -1L, 1L, 2L, 7L, 8L, 2022L, 1_000_000_000_000_000_000L - 1, 999_999_999_999L);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void what_is_changed_and_packed_again_is_sound_only_if_it_says_the_same() throws IOException {
        System.out.println("Fuzz: seed " + SEED + ", " + TRIALS + " packages");
        Map<String, ByteBuffer> honest = Forged.files(Forged.facts());
        int sound = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Map<String, ByteBuffer> files = new LinkedHashMap<>(honest);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                change(files);
            }
            Report report = verified(Forged.packed(files));
            if (report.isSound()) {
                sound++;
                // Signatures of unknown keys below the checkpoint are ignored, and a release of before had the form without its document;
                // nothing else may differ.
                files.computeIfPresent(Contents.CHECKPOINT, (_, note) -> ownSignatureOnly(note));
                files.computeIfPresent(Contents.FORM, (name, form) -> isOfARelease(form) ? honest.get(name) : form);
                assertThat(files).as("seed %d, trial %d: %s", SEED, trial, report).isEqualTo(honest);
            }
        }
        assertThat(sound).as("changes that change nothing came up").isPositive();
    }

    @Test
    void whatever_a_ledger_signs_is_judged_and_never_obeyed() throws IOException {
        System.out.println("Fuzz: seed " + SEED + ", " + TRIALS_SIGNED + " signed packages");
        for (int trial = 0; trial < TRIALS_SIGNED; trial++) {
            List<String> facts = new ArrayList<>(Forged.facts());
            for (int changes = random.nextInt(2); changes >= 0; changes--) {
                int at = random.nextInt(facts.size());
                switch (random.nextInt(8)) {
                    case 0 -> facts.remove(at);
                    case 1 -> facts.add(at, facts.get(random.nextInt(facts.size())));
                    default -> facts.set(at, Forged.text(changed(JsonReader.read(Head.utf8(facts.get(at))))).replace("\n", " "));
                }
            }
            Report report = verified(signed(facts));
            assertThat(report.isSound() && report.found(Check.PROOFS)).isFalse();
        }
    }

    /** Bytes of the container itself, changed in place: no byte of it is free. */
    @Test
    void no_byte_of_the_container_is_free() throws IOException {
        byte[] honest = VerifierTest.bytes(Forged.signed(Forged.facts()));
        for (int trial = 0; trial < 500; trial++) {
            byte[] changed = honest.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Report report = verified(ByteBuffer.wrap(random.nextInt(4) > 0
                    ? changed
                    : Arrays.copyOf(changed, random.nextInt(2 * changed.length))));
            assertThat(!report.isSound() || Arrays.equals(changed, honest)).as("seed %d, trial %d", SEED, trial).isTrue();
        }
    }

    private static boolean isOfARelease(ByteBuffer form) {
        try {
            return Form.read(form.duplicate()).isReleased();
        } catch (Fault e) {
            return false;
        }
    }

    private ByteBuffer signed(List<String> facts) {
        try {
            return Forged.signed(facts);
        } catch (Fault | ArithmeticException e) {
            return Forged.signed(Forged.facts()); // no table can be made of them, so there is no package
        }
    }

    /** As people see it: the same from the command, and no character of it does anything. */
    private Report verified(ByteBuffer evidence) throws IOException {
        Report report = Verification.of(evidence, TRUST);
        String printed = report.toString();
        assertThat(printed.codePoints().filter(c -> c != '\n').allMatch(FuzzTest::isHarmless)).as("seed %d: %s", SEED, printed).isTrue();
        assertThat(printed.lines()).as("seed %d", SEED)
                .allMatch(line -> line.length() < 600 && line.matches("(✓ |✗ |– |\\? |    |信任|规则|结论).*"));
        assertThat(printed.lines().filter(line -> line.startsWith("✓ "))).hasSizeLessThanOrEqualTo(Check.values().length);
        if (random.nextInt(50) == 0) {
            Path zip = Files.write(folder.resolve("package.zip"), VerifierTest.bytes(evidence));
            int exit = EvidenceVerifier.run(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    zip.toString(), "--key", Forged.KEY.verifier().format());
            assertThat(exit == EvidenceVerifier.SOUND || exit == EvidenceVerifier.RULES_BROKEN).isEqualTo(report.isSound());
        }
        return report;
    }

    private static boolean isHarmless(int character) {
        int type = Character.getType(character);
        return character >= ' ' && character != 0x7f && type != Character.CONTROL && type != Character.FORMAT
                && type != Character.SURROGATE && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.NON_SPACING_MARK && (type != Character.SPACE_SEPARATOR || character == ' ');
    }

    private static ByteBuffer ownSignatureOnly(ByteBuffer note) {
        String text = JsonReader.decode(note);
        String own = text.lines().filter(line -> line.startsWith("— budget-ledger ")).distinct().findFirst().orElse("");
        return Head.utf8(text.substring(0, text.indexOf("\n\n") + 2) + own + "\n");
    }

    private void change(Map<String, ByteBuffer> files) {
        List<String> names = List.copyOf(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        ByteBuffer bytes = Objects.requireNonNull(files.get(name));
        String text = JsonReader.decode(bytes);
        files.put(name, Head.utf8(switch (random.nextInt(6)) {
            case 0 -> lines(text);
            case 1 -> around(text);
            case 2 -> name.equals(Contents.CHECKPOINT) ? signatures(text) : around(text);
            default -> name.endsWith("json") ? documents(text) : lines(text);
        }));
    }

    /** One of the documents of a file, which may be one a line. */
    private String documents(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(Math.max(1, lines.size() - 1));
        try {
            lines.set(at, Forged.text(changed(JsonReader.read(Head.utf8(lines.get(at))))));
            return String.join("\n", lines);
        } catch (Fault e) {
            return around(text); // an earlier change left no JSON
        }
    }

    private String lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(at, lines.get(at) + "\r");
            case 3 -> lines.set(at, lines.get(at) + " ");
            default -> Collections.swap(lines, at, random.nextInt(lines.size()));
        }
        return String.join("\n", lines);
    }

    private String around(String text) {
        int at = random.nextInt(text.length() + 1);
        String put = text.isEmpty() || random.nextInt(4) == 0 ? "\ufeff" : String.valueOf(text.charAt(random.nextInt(text.length())));
        return text.substring(0, at) + put + text.substring(Math.min(text.length(), at + random.nextInt(3)));
    }

    private String signatures(String note) {
        String other = ofOthers("budget-ledger");
        String witness = ofOthers(one(List.of("witness", "budget-ledger2", "a+b", "a b", "")));
        String own = note.substring(note.indexOf('—'));
        return one(List.of(
                note.concat(witness), note.concat(other), note.concat(witness.strip()), note.concat(own),
                note.replace(own, witness.concat(own)), note.replace(own, other), note.replace("— ", "- "),
                note.replace("\n\n", "\nextension\n\n"), note.replaceFirst("=", ""), note.replace("\n7\n", "\n07\n")));
    }

    /** A signature of another text, in this name. */
    private static String ofOthers(String name) {
        String note = Forged.KEY.sign("another text\n").format();
        return note.substring(note.indexOf('—')).replace("budget-ledger", name);
    }

    /** Somewhere in a value: another text or number, a field more or less or under another name, an item doubled. */
    private Json changed(Json value) {
        return switch (value) {
            case Json.Text(String text) -> random.nextBoolean() ? new Json.Text(one(TEXTS)) : new Json.Text(text + one(TEXTS));
            case Json.Whole(long number) -> new Json.Whole(random.nextBoolean() ? one(NUMBERS) : number + 1);
            case Json.Flag(boolean flag) -> new Json.Flag(!flag);
            case Json.Nothing _ -> new Json.Text("");
            case Json.Later later -> changed(later.made().get());
            case Json.Items(List<Json> values) -> {
                List<Json> items = new ArrayList<>(values);
                if (items.isEmpty() || random.nextInt(8) == 0) {
                    items.add(items.isEmpty() ? new Json.Nothing() : one(items));
                } else if (random.nextInt(8) == 0) {
                    items.remove(random.nextInt(items.size()));
                } else {
                    int at = random.nextInt(items.size());
                    items.set(at, changed(items.get(at)));
                }
                yield new Json.Items(items);
            }
            case Json.Members(Map<String, Json> members) -> {
                Map<String, Json> fields = new LinkedHashMap<>(members);
                String name = fields.isEmpty() ? "x" : one(List.copyOf(fields.keySet()));
                Json field = Objects.requireNonNullElse(fields.get(name), new Json.Nothing());
                switch (random.nextInt(12)) {
                    case 0 -> fields.remove(name);
                    case 1 -> fields.put(one(TEXTS), field);
                    case 2 -> fields.put(name, new Json.Items(List.of(field)));
                    case 3 -> fields.put(name, new Json.Nothing());
                    default -> fields.put(name, changed(field));
                }
                yield new Json.Members(fields);
            }
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
