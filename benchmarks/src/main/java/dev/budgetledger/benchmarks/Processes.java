package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and its descendants take of the machine; zero where the system has no {@code /proc}. */
public final class Processes {

    private static final long TICKS_PER_SECOND = 100;

    private Processes() {}

    /** Processor time of a process itself, all its threads. */
    public static Duration cpu(ProcessHandle process) {
        return ticks(process, 11);
    }

    /** With its descendants, and with those that it started and that have ended. */
    public static Duration cpuOfTree(ProcessHandle process) {
        return tree(process).map(Processes::cpu).reduce(ticks(process, 13), Duration::plus);
    }

    /** Of a field of {@code stat} after the name, and of the next: time of programs and of the system for them. */
    private static Duration ticks(ProcessHandle process, int field) {
        String stat = read(process, "stat");
        if (stat.isEmpty()) {
            return Duration.ZERO;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // the name before may hold blanks
        long ticks = Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** Memory in bytes, pages that processes share counted once among them (PSS). */
    static long memory(ProcessHandle process) {
        return tree(process)
                .flatMap(each -> read(each, "smaps_rollup").lines())
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static String read(ProcessHandle process, String file) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
