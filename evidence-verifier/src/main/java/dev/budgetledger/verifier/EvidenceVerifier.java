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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;


/** 证据包核验: {@code java -jar evidence-verifier.jar package.zip}. */
public final class EvidenceVerifier {

    /** Nothing wrong was found. */
    public static final int SOUND = 0;

    /** The package was tampered with, or is wrong. */
    public static final int WRONG = 1;

    /** There is no package to look at, or the command line is wrong. */
    public static final int NO_PACKAGE = 2;

    private static final String USAGE = """
            用法 · usage: java -jar evidence-verifier.jar PACKAGE.zip [--key KEY|FILE] [--template FILE]
              --key       从别处取得的公钥 · the verifier key, had from elsewhere
              --template  所信任的表样 · the form of the tables, where this verifier does not know it
            """;

    private EvidenceVerifier() {}

    /** Ends with 0, 1 or 2. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(out, arguments));
    }

    /** The same without the end. */
    public static int run(PrintStream out, String... arguments) {
        String file = null;
        String key = null;
        String template = null;
        for (int i = 0; i < arguments.length; i++) {
            boolean more = i + 1 < arguments.length;
            if (arguments[i].equals("--key") && more && key == null) {
                key = arguments[++i];
            } else if (arguments[i].equals("--template") && more && template == null) {
                template = arguments[++i];
            } else if (!arguments[i].startsWith("-") && file == null) {
                file = arguments[i];
            } else {
                return none(out, USAGE);
            }
        }
        if (file == null) {
            return none(out, USAGE);
        }
        try {
            Trust trust = new Trust(
                    key == null ? null : key(key),
                    template == null ? null : ByteBuffer.wrap(Files.readAllBytes(Path.of(template))));
            return verify(out, file, trust);
        } catch (IOException | InvalidPathException e) {
            return none(out, "无法读取 · cannot be read: " + e.getMessage() + "\n");
        }
    }

    private static int verify(PrintStream out, String file, Trust trust) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.size() > Integer.MAX_VALUE
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (!Verification.isPackage(bytes)) {
                return none(out, "不是证据包 · not an evidence package: " + file + "\n");
            }
            Report report = Verification.of(bytes, trust);
            out.print(report);
            out.flush();
            return report.isSound() ? SOUND : WRONG;
        }
    }

    private static String key(String given) throws IOException {
        return (isFile(given) ? Files.readString(Path.of(given)) : given).strip();
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException _) {
            return false; // a key, not the name of a file
        }
    }

    private static int none(PrintStream out, String why) {
        out.print(why);
        out.flush();
        return NO_PACKAGE;
    }
}
