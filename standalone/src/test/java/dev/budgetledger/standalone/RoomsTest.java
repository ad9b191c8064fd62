package dev.budgetledger.standalone;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom: the table of rooms in docs/architecture.md, executed. An arrow that it does not list fails, and one that nobody needs. */
class RoomsTest {

    private static final String ROOT = "dev.budgetledger.";

    /** What the table calls by a name of its own; any other library it calls by the package that is its prefix. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("JDBC", List.of("java.sql", "javax.sql")),
            Map.entry("Spring JDBC", List.of("org.springframework.jdbc", "org.springframework.transaction", "org.springframework.dao")),
            Map.entry("PostgreSQL", List.of("org.postgresql", "com.zaxxer.hikari", "org.flywaydb")),
            Map.entry("Commonmark", List.of("org.commonmark")),
            Map.entry("Jackson", List.of("tools.jackson", "com.fasterxml.jackson")),
            Map.entry("Kafka", List.of("org.apache.kafka")),
            Map.entry("Axon", List.of("org.axonframework")),
            Map.entry("Tomcat", List.of("org.apache.catalina", "org.apache.coyote", "org.apache.tomcat")),
            Map.entry("Web", List.of("org.springframework.web", "org.springframework.http", "jakarta.servlet", "io.swagger", "org.springdoc")),
            Map.entry("Spring", List.of("org.springframework", "io.micrometer", "io.opentelemetry")),
            Map.entry("openhtmltopdf", List.of("com.openhtmltopdf")),
            Map.entry("Bouncy Castle", List.of("org.bouncycastle")),
            Map.entry("PDFBox", List.of("org.apache.pdfbox")),
            Map.entry("fastexcel", List.of("org.dhatim.fastexcel")),
            Map.entry("Nimbus", List.of("com.nimbusds")),
            Map.entry("PCollections", List.of("org.pcollections")));

    /** What everybody may know. */
    private static final List<String> FREE = List.of("java", "javax.crypto", "javax.net", "com.sun.net.httpserver", "org.jspecify", "org.slf4j");

    private static final Map<String, Set<String>> ROOMS = rooms();

    @Test
    void every_arrow_between_rooms_is_in_the_table_and_needed() {
        Map<String, Set<String>> found = new TreeMap<>();
        ROOMS.keySet().forEach(room -> found.put(room, new TreeSet<>()));
        for (JavaClass each : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(
                "dev.budgetledger.contract", "dev.budgetledger.edge", "dev.budgetledger.identity", "dev.budgetledger.ledger", "dev.budgetledger.projection",
                "dev.budgetledger.verifier", "dev.budgetledger.witness", "dev.budgetledger.workers")) {
            String from = roomOf(each.getPackageName());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String to = nameOf(dependency.getTargetClass().getBaseComponentType());
                if (!to.isEmpty() && !to.equals(from)) {
                    found.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
                }
            }
        }

        assertThat(found).isEqualTo(new TreeMap<>(ROOMS));
    }

    /** Arrows that block-lists once let pass. */
    @ParameterizedTest
    @CsvSource({
        "projection.audit, projection.publication", "projection.evidence, projection.audit",
        "ledger.outbox, ledger.budget", "ledger.outbox, ledger.store",
        "ledger.store, ledger.outbox", "ledger.store, Web"
    })
    void what_is_not_listed_is_refused(String from, String to) {
        assertThat(ROOMS).containsKey(from);
        assertThat(ROOMS.get(from)).doesNotContain(to);
    }

    private static String nameOf(JavaClass target) {
        String name = target.getPackageName();
        if (name.startsWith(ROOT)) {
            return roomOf(name);
        }
        return LIBRARIES.entrySet().stream()
                .flatMap(library -> library.getValue().stream().filter(prefix -> isIn(name, prefix))
                        .map(prefix -> Map.entry(prefix, library.getKey())))
                .max(Comparator.comparingInt(match -> match.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseGet(() -> name.isEmpty() || FREE.stream().anyMatch(prefix -> isIn(name, prefix)) ? "" : name);
    }

    /** The room with the longest name. */
    private static String roomOf(String packageName) {
        String name = packageName.substring(ROOT.length());
        return ROOMS.keySet().stream().filter(room -> isIn(name, room)).max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new AssertionError("docs/architecture.md has no room for " + packageName));
    }

    private static boolean isIn(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new TreeMap<>();
        Markdown.page("docs/architecture.md").section(2, "Rooms").lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            Set<String> mayKnow = Arrays.stream((cells[3] + "," + cells[4]).split(",")).map(String::strip)
                    .filter(each -> !each.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
            String room = cells[1].replace("`", "").strip();
            assertThat(rooms.put(room, new HashSet<>(mayKnow))).as("%s stands twice", room).isNull();
        });
        rooms.replaceAll((room, mayKnow) -> new TreeSet<>(mayKnow.stream()
                .map(each -> isRoom(rooms, room, each)).toList()));
        return rooms;
    }

    /** A room of the same service is called by its short name. */
    private static String isRoom(Map<String, Set<String>> rooms, String from, String name) {
        int dot = from.indexOf('.');
        String inService = dot < 0 ? from + "." + name : from.substring(0, dot) + "." + name;
        return rooms.containsKey(inService) ? inService : name;
    }
}
