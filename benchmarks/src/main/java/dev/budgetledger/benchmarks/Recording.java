package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks where another JVM's processor time goes, by its flight recorder, from the start of this to its stop.
 *
 * @param file what was seen; kept
 */
record Recording(ProcessHandle jvm, Path file) {

    static Recording start(ProcessHandle jvm, Path file) throws IOException, InterruptedException {
        jcmd(jvm, "JFR.start", "name=benchmark", "settings=default", "jdk.CPUTimeSample#enabled=true",
                "jdk.CPUTimeSample#throttle=10ms", "jdk.ExecutionSample#enabled=false");
        return new Recording(jvm, file.toAbsolutePath());
    }

    Profile stop() throws IOException, InterruptedException {
        jcmd(jvm, "JFR.stop", "name=benchmark", "filename=" + file);
        return Profile.of(file);
    }

    private static void jcmd(ProcessHandle jvm, String... arguments) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> command =
                Stream.concat(Stream.of(jcmd, Long.toString(jvm.pid())), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
