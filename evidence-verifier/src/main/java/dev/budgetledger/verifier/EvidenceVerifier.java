package dev.budgetledger.verifier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.contract.merkle.VerifierKey;

/** 证据包核验: {@code java -jar evidence-verifier.jar package.zip}. */
public final class EvidenceVerifier {

    /** Nothing wrong was found, and the rules were kept. */
    public static final int SOUND = 0;

    /** The package was tampered with, or is wrong. */
    public static final int WRONG = 1;

    /** There is no package to look at, or the command line is wrong. */
    public static final int NO_PACKAGE = 2;

    /** The tables are proven, and what was signed breaks a rule of the ledger. */
    public static final int RULES_BROKEN = 3;

    /** The tables follow from the facts in a form that no fact adopts and that this verifier does not know. */
    public static final int FORM_NOT_PROVEN = 4;

    private static final String USAGE = """
            用法 · usage: java -jar evidence-verifier.jar PACKAGE.zip [--key KEY]… [--key-file FILE]…
                         [--form FILE] [--log FILE] [--witness KEY]… [--quorum N] [--sm2-key KEY]
              --key       从别处取得的公钥, 更换过的也给出 · a verifier key, had from elsewhere; former ones too
              --key-file  写有公钥的文件 · a file with one
              --form      所信任的表样 · the form of the tables, where no fact adopts it and this verifier does not know it
              --log       整个日志, 每行一个事实 · the whole log, a fact a line, as /v1/facts answers it
              --witness   见证人的公钥, 从其本人取得 · the key of a witness, had from it
              --quorum    检查点须有几个见证人签署, 不写则全部 · how many witnesses must have cosigned; all if not said
              --sm2-key   检查点还须有其签名的国密公钥 · an SM2 key that must have signed the checkpoint, too
            """;

    private final List<VerifierKey> keys = new ArrayList<>();
    private final Map<String, VerifierKey> witnesses = new LinkedHashMap<>();
    private @Nullable Integer quorum;
    private @Nullable Sm2Key sm2;
    private @Nullable String file;
    private @Nullable Path log;
    private @Nullable ByteBuffer form;

    private EvidenceVerifier() {}

    /** Ends with 0 to 4. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(out, arguments));
    }

    /** The same without the end. */
    public static int run(PrintStream out, String... arguments) {
        EvidenceVerifier verifier = new EvidenceVerifier();
        try {
            if (!verifier.read(arguments)) {
                Output.print(out, USAGE.lines().map(line -> new Output.Line(line, "")).toList());
                return NO_PACKAGE;
            }
        } catch (IOException | InvalidPathException e) {
            return none(out, "无法读取 · cannot be read: " + e.getMessage());
        } catch (Fault e) {
            return none(out, "--form 不是表样 · not a form: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return none(out, "不是公钥, 公钥文件用 --key-file · not a verifier key; a file with one is given with --key-file: "
                    + e.getMessage());
        }
        try {
            return verifier.verify(out, Path.of(Objects.requireNonNull(verifier.file)));
        } catch (IOException | InvalidPathException e) {
            return none(out, "无法读取 · cannot be read: " + e.getMessage());
        } catch (VirtualMachineError | RuntimeException e) {
            // Whatever the package made of this program, it did not verify.
            Output.print(out, List.of(new Output.Line(
                    "✗ ", "无法核验完, 内存是否不足? · it could not be verified to the end, is there too little memory? " + e)));
            return WRONG;
        }
    }

    /** Whether these are arguments as they must be. What is a key is never a file, whatever lies there. */
    private boolean read(String... arguments) throws IOException {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean option = argument.startsWith("-");
            if (option && ++i == arguments.length) {
                return false;
            }
            switch (argument) {
                case "--key" -> keys.add(VerifierKey.parse(arguments[i].strip()));
                case "--key-file" -> keys.add(VerifierKey.parse(Files.readString(Path.of(arguments[i])).strip()));
                case "--witness" -> {
                    VerifierKey witness = VerifierKey.parseWitness(arguments[i].strip());
                    witnesses.put(witness.format(), witness); // named twice it is still one
                }
                case "--quorum" -> {
                    if (quorum != null || !arguments[i].matches("[1-9][0-9]{0,2}")) {
                        return false;
                    }
                    quorum = Integer.valueOf(arguments[i]);
                }
                case "--sm2-key" -> {
                    if (sm2 != null) {
                        return false;
                    }
                    sm2 = Sm2Key.parse(arguments[i].strip());
                }
                case "--form" -> {
                    if (form != null) {
                        return false;
                    }
                    form = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[i])));
                    Form.written(form.duplicate());
                }
                case "--log" -> {
                    if (log != null) {
                        return false;
                    }
                    log = Path.of(arguments[i]);
                    if (!Files.isReadable(log)) {
                        throw new NoSuchFileException(arguments[i]);
                    }
                }
                default -> {
                    if (option || file != null) {
                        return false;
                    }
                    file = argument;
                }
            }
        }
        return file != null && quorum() <= witnesses.size();
    }

    private int quorum() {
        return quorum == null ? witnesses.size() : quorum;
    }

    private int verify(PrintStream out, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.size() > Integer.MAX_VALUE
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (!Verification.isPackage(bytes)) {
                return none(out, "不是证据包 · not an evidence package: " + file);
            }
            Report report = Verification.of(bytes, new Trust(keys, form, List.copyOf(witnesses.values()), quorum(), sm2), log);
            Output.print(out, report.lines());
            return !report.isSound() ? WRONG
                    : !report.rulesKept() ? RULES_BROKEN
                    : report.formIsProven() ? SOUND : FORM_NOT_PROVEN;
        }
    }

    private static int none(PrintStream out, String why) {
        Output.print(out, List.of(new Output.Line("", why)));
        return NO_PACKAGE;
    }
}
