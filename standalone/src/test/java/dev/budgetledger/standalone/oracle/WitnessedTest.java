package dev.budgetledger.standalone.oracle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.verifier.Check;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.witness.Witness;
import dev.budgetledger.witness.WitnessServer;

import static org.assertj.core.api.Assertions.assertThat;

/** 见证: two ledgers with one key show two readers two histories; each package verifies, and one witness tells them apart. */
class WitnessedTest {

    private static final String EVIDENCE = "/v1/disclosures/%s/2023/evidence?atLeastPosition=3";

    @Test
    void of_two_ledgers_with_one_key_the_evidence_of_one_is_witnessed(@TempDir Path folder) throws Exception {
        SigningKey office = SigningKey.generate("audit.example/w1");
        Witness witness = new Witness(office, List.of(BothServices.KEY.verifier()), Files.createDirectory(folder.resolve("witness")), Clock.systemUTC());
        Trust trust = Trust.in(BothServices.KEY.verifier());
        Trust strict = trust.witnessedBy(1, List.of(office.witness()));
        try (WitnessServer server = WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String[] asks = {"--ledger.witnesses.servers[0].url=" + server.address(),
                "--ledger.witnesses.servers[0].key=" + office.witness().format(), "--ledger.witnesses.interval=50ms"};
            try (BothServices shown = new BothServices(Files.createDirectory(folder.resolve("one")), asks)) {
                post(shown, "301");
                Report report = shown.evidence(EVIDENCE.formatted("301"), strict);
                assertThat(report.isSound()).as("%s", report).isTrue();
                assertThat(report.toString()).contains("audit.example/w1 20");
            }
            try (BothServices other = new BothServices(Files.createDirectory(folder.resolve("two")), asks)) {
                post(other, "302");
                Report report = other.evidence(EVIDENCE.formatted("302"), strict);
                assertThat(report.found(Check.WITNESSES)).as("%s", report).isTrue();
                assertThat(report.isSound()).isFalse();
                assertThat(other.evidence(EVIDENCE.formatted("302"), trust).isSound()).as("to whom nobody vouches it looks right").isTrue();
            }
        }
    }

    private static void post(BothServices services, String department) throws Exception {
        String opened = "{\"department\":{\"code\":\"%s\",\"name\":\"某局\"},\"fiscalYear\":2023}".formatted(department);
        assertThat(services.post(services.ledger, "/v1/classifications/2023",
                "[{\"type\":\"FUNCTION\",\"code\":\"2010301\",\"name\":\"行政运行\"},{\"type\":\"ECONOMIC\",\"code\":\"30201\",\"name\":\"办公费\"}]").statusCode())
                .isEqualTo(201);
        assertThat(services.post(services.ledger, "/v1/budgets", opened).statusCode()).isEqualTo(201);
        assertThat(services.post(services.ledger, "/v1/budgets/" + department + "/2023/allocations", """
                {"documentNo":"1号","effectiveOn":"2023-01-05","reason":"年初批复","lines":[{"fund":"GENERAL_PUBLIC","function":"2010301",
                 "kind":"OPERATING","economic":"30201","amount":"1.00"}]}""").statusCode()).isEqualTo(201);
    }
}
