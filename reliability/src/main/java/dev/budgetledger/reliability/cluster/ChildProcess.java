package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child of this JVM, which it does not outlive, and what descends from it. */
final class ChildProcess {

    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Thread last = new Thread(() -> RUNNING.forEach(ChildProcess::killTree), "kill-children");
        Runtime.getRuntime().addShutdownHook(last);
    }

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** @param log what it prints is added to it */
    static ChildProcess start(Path log, List<String> command) {
        try {
            ChildProcess child = new ChildProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
            RUNNING.add(child);
            var _ = child.process.onExit().thenRun(() -> RUNNING.remove(child));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Java program with the class path of this one, in little memory and quick to start. */
    static List<String> java(List<String> properties, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process itself without warning; what descends from it continues as long as it likes. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As the failure of its machine does. */
    void killTree() {
        if (process.isAlive()) {
            signal("STOP", Stream.of(process.toHandle())); // it has no more children from here on
            signal("KILL", tree());
        }
        awaitEnd();
    }

    /** SIGSTOP to all of them: alive, and doing nothing. */
    void pause() {
        signal("STOP", tree());
    }

    void resume() {
        signal("CONT", tree());
    }

    /** @param bytes where writes to files fail from now on, or {@code unlimited} */
    void limitFiles(String bytes) {
        tree().forEach(each -> run(List.of("prlimit", "--pid", Long.toString(each.pid()), "--fsize=" + bytes + ":")));
    }

    private Stream<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\" 2>/dev/null", signal));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
