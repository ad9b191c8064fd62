package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The schemas that are kept are those of the records. After a change of a record write them again, and look at what changed:
 * {@code ./mvnw -pl standalone -am test -Dtest=SchemasTest -Dsurefire.failIfNoSpecifiedTests=false -Dschemas.write=true}.
 */
class SchemasTest {

    private static final Path FOLDER = Markdown.file(Schemas.FOLDER);

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean("schemas.write")) {
            for (Map.Entry<String, ObjectNode> each : Schemas.all().entrySet()) {
                Path file = FOLDER.resolve(each.getKey() + ".json");
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, Schemas.text(each.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void the_schema_that_is_kept_is_the_one_of_the_records(String path) {
        assertThat(FOLDER.resolve(path + ".json")).hasContent(Schemas.text(Schemas.of(path)));
    }

    @Test
    void every_command_fact_and_result_has_a_schema_and_nothing_else_has() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> kept = files.map(file -> FOLDER.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .toList();
            assertThat(kept).containsExactlyInAnyOrderElementsOf(paths());
        }
    }

    @Test
    void no_words_are_left_over() {
        assertThat(Schemas.all()).isNotEmpty();
        assertThat(Schemas.unusedWords()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_schema_is_one_of_draft_2020_12(String path) {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(Schemas.of(path))).isEmpty();
    }

    static Iterable<String> paths() {
        return Schemas.all().keySet();
    }
}
