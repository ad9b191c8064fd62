package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where a recording of the JVM's flight recorder saw the processor: by thread, and there by what it was called for. */
final class Profile {

    /** The first of these that a stack holds, from the top, says what it was for. */
    private static final List<String> AREAS = List.of(
            "java.security.MessageDigest", "dev.budgetledger.contract.Envelope", "dev.budgetledger.contract.ContractJson",
            "tools.jackson", "org.postgresql", "com.zaxxer.hikari", "org.axonframework", "dev.budgetledger.ledger.budget",
            "dev.budgetledger.ledger.store", "dev.budgetledger.ledger.log", "dev.budgetledger.ledger.commands",
            "dev.budgetledger.ledger.outbox", "dev.budgetledger.projection", "org.springframework",
            "org.apache.catalina", "org.apache.coyote", "org.apache.tomcat", "org.apache.kafka.clients",
            "org.apache.kafka", "kafka.", "java.util.concurrent", "java.lang.VirtualThread");

    private final Map<String, Map<String, Integer>> samples = new HashMap<>();
    private int all;

    private Profile() {}

    static Profile of(Path recording) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample")) {
                    profile.add(event, event.getThread("eventThread"));
                }
            }
        }
        return profile;
    }

    private void add(RecordedEvent event, RecordedThread thread) {
        all++;
        samples.computeIfAbsent(group(thread), _ -> new HashMap<>()).merge(area(event), 1, Integer::sum);
    }

    /** Threads that do the same have the same name but for its numbers. */
    private static String group(RecordedThread thread) {
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        return name.isEmpty() ? "(virtual or of the JVM)" : name.replaceAll("\\d+", "#");
    }

    private static String area(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "(no Java)";
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String name = frame.getMethod().getType().getName();
            for (String area : AREAS) {
                if (name.startsWith(area)) {
                    return area;
                }
            }
        }
        return "(other)";
    }

    void print(PrintStream out) {
        samples.entrySet().stream().sorted(Comparator.comparingInt(group -> -total(group.getValue()))).forEach(group -> {
            out.printf("%5.1f %%  %s%n", percent(total(group.getValue())), group.getKey());
            group.getValue().entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .filter(area -> percent(area.getValue()) >= 0.5)
                    .forEach(area -> out.printf("      %5.1f  %s%n", percent(area.getValue()), area.getKey()));
        });
    }

    private static int total(Map<String, Integer> areas) {
        return areas.values().stream().mapToInt(Integer::intValue).sum();
    }

    private double percent(int count) {
        return 100.0 * count / Math.max(1, all);
    }
}
