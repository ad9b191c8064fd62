package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the services say of themselves is the API: it is kept, and it is what they answer. After a change write
 * it again, and look at what changed:
 * {@code ./mvnw -pl standalone -am test -Dtest=DescriptionTest -Dsurefire.failIfNoSpecifiedTests=false -Dschemas.write=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DescriptionTest {

    private Settings settings;
    private Standalone running;

    @BeforeAll
    void start(@TempDir Path folder) {
        settings = Settings.onFreePorts(folder);
        running = new Standalone(settings, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        running.start();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    @Order(1)
    void the_descriptions_that_are_kept_are_those_that_are_served() throws IOException {
        for (Map.Entry<String, Integer> service
                : Map.of("ledger", settings.ledgerPort(), "projection", settings.projectionPort()).entrySet()) {
            Path kept = Markdown.file("docs/reference/openapi-" + service.getKey() + ".json");
            String served = Schemas.text(Described.of(service.getValue()).document());
            if (Boolean.getBoolean("schemas.write")) {
                Files.writeString(kept, served);
            }
            assertThat(kept).hasContent(served);
        }
    }

    @Test
    @Order(2)
    void a_code_is_one_of_those_of_its_status() {
        Described ofLedger = Described.of(settings.ledgerPort());
        Function<String, List<String>> asNotFound = code -> ofLedger.errors(
                ofLedger.document().at("/components/responses/Problem404/content/application~1problem+json/schema"),
                JsonMapper.shared().valueToTree(Problem.of(404, code, "", "")));

        assertThat(asNotFound.apply("BUDGET_NOT_OPEN")).isEmpty();
        assertThat(asNotFound.apply("BUDGET_ALREADY_OPEN")).singleElement().asString().contains("code");
    }

    /** Two thousand and more, of every operation there is. */
    @Test
    @Order(3)
    void whatever_is_asked_is_answered_as_it_is_described() {
        Described ofLedger = Described.of(settings.ledgerPort());
        Described ofProjection = Described.of(settings.projectionPort());
        try (HttpApi ledger = new HttpApi(settings.ledgerPort()); HttpApi projection = new HttpApi(settings.projectionPort())) {
            AnswersFuzz fuzz = new AnswersFuzz(ledger, projection, 50);
            for (int i = 0; i < 10; i++) {
                fuzz.run(ledger, ofLedger, 140);
                fuzz.run(projection, ofProjection, 160);
            }

            assertThat(fuzz.faults()).isEmpty();
            assertThat(fuzz.shareDone()).as("%s", fuzz.answers()).isGreaterThan(0.3);
            assertThat(fuzz.answers()).hasSize(ofLedger.operations().size() + ofProjection.operations().size());
            assertThat(fuzz.answers()).allSatisfy((operation, statuses) -> {
                if (!operation.equals("acknowledge")) { // there is nothing to acknowledge
                    assertThat(statuses.keySet()).as(operation).anyMatch(status -> status < 300);
                }
            });
        }
    }
}
