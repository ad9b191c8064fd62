package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The log is proven over HTTP, to somebody who has the verifier key and keeps checkpoints. */
@ExtendWith(OutputCaptureExtension.class)
class LogHttpTest {

    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_receipt_is_proven_to_be_in_the_log_and_the_log_to_continue_from_a_kept_checkpoint() throws Exception {
        // given a checkpoint that an auditor keeps
        VerifierKey key = VerifierKey.parse(ledger.get("/v1/log/key").body().strip());
        Checkpoint kept = head(key);

        // when more is posted
        JsonNode receipt = ledger.given("/v1/budgets/301/2023/adjustments",
                "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}");
        Checkpoint now = head(key);

        // then the receipt is in it
        assertThat(now.size()).isEqualTo(receipt.get("position").longValue());
        JsonNode inclusion = JSON.readTree(ledger.get("/v1/log/proofs/inclusion?position=" + now.size()).body());
        assertThat(inclusion.get("leafHash")).isEqualTo(receipt.get("leafHash"));
        assertThat(inclusion.propertyNames()).containsExactlyInAnyOrder("position", "treeSize", "leafHash", "path");
        assertThat(new InclusionProof(inclusion.get("position").longValue() - 1, inclusion.get("treeSize").longValue(),
                Hash.ofLeaf(ledger.facts(now.size() - 1, 1).getFirst().getBytes(UTF_8)), path(inclusion))
                .leadsTo(now.root())).isTrue();
        // and it continues from what was kept
        JsonNode consistency = JSON.readTree(ledger.get("/v1/log/proofs/consistency?from=" + kept.size()
                + "&to=" + now.size()).body());
        assertThat(consistency.propertyNames()).containsExactlyInAnyOrder("from", "to", "path");
        assertThat(new ConsistencyProof(kept.size(), now.size(), path(consistency)).connects(kept.root(), now.root()))
                .isTrue();
        // and is as it was
        HttpResponse<String> verified = ledger.post("/v1/log/verifications", "text/plain",
                BodyPublishers.ofString(ledger.get("/v1/log/checkpoint").body()));
        assertThat(JSON.readTree(verified.body())).isEqualTo(JSON.readTree("""
                {"intact":true,"size":%d,"rootHash":"%s"}""".formatted(now.size(), now.root())));
    }

    /** 分叉: two servers with one key that agree on the first facts. A checkpoint of the one convicts the other. */
    @Test
    void a_server_that_shows_another_history_is_caught_by_any_kept_checkpoint() throws Exception {
        try (RunningLedger other = RunningLedger.with301()) {
            VerifierKey key = VerifierKey.parse(ledger.get("/v1/log/key").body().strip());
            Checkpoint kept = head(key);
            String amount = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"7.00\"}]}";
            for (int i = 0; i < 5; i++) {
                other.given("/v1/budgets/301/2023/adjustments", amount);
            }
            SignedNote note = SignedNote.parse(other.get("/v1/log/checkpoint").body());
            Checkpoint shown = Checkpoint.parse(note.text());
            assertThat(key.verifies(note)).isTrue();

            JsonNode proof = JSON.readTree(other.get("/v1/log/proofs/consistency?from=" + kept.size()).body());
            assertThat(new ConsistencyProof(kept.size(), shown.size(), path(proof)).connects(kept.root(), shown.root()))
                    .isFalse();
            JsonNode verified = JSON.readTree(other.post("/v1/log/verifications", "text/plain",
                    BodyPublishers.ofString(ledger.get("/v1/log/checkpoint").body())).body());
            assertThat(verified.get("intact").booleanValue()).isFalse();
            assertThat(verified.get("through").longValue()).isEqualTo(kept.size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/log/proofs/inclusion?position=0, position",
        "/v1/log/proofs/inclusion?position=99999, position",
        "/v1/log/proofs/inclusion?position=x, position",
        "/v1/log/proofs/inclusion?position=2&size=1, size",
        "/v1/log/proofs/inclusion?position=1&size=99999, size",
        "/v1/log/proofs/consistency?from=99999, from",
        "/v1/log/proofs/consistency?from=-1, from",
        "/v1/log/proofs/consistency?from=2&to=1, to",
        "/v1/log/proofs/consistency?from=2&to=99999, to",
    })
    void what_the_log_does_not_hold_is_not_proven(String address, String field) throws Exception {
        assertProblem(ledger.get(address), 400, "FIELD_INVALID", field);
    }

    @Test
    void the_log_is_verified_without_a_body_too() throws Exception {
        HttpResponse<String> verified =
                HTTP.send(ledger.request("/v1/log/verifications").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(JSON.readTree(verified.body()).get("intact").booleanValue()).isTrue();
    }

    @Test
    void a_body_that_is_no_checkpoint_is_refused() throws Exception {
        assertProblem(ledger.post("/v1/log/verifications", "text/plain", BodyPublishers.ofString("hello")), 400,
                "FIELD_INVALID", "body");
    }

    @Test
    void without_a_key_the_service_does_not_start_and_says_so_in_a_line(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path broken = Files.writeString(folder.resolve("broken.pem"), "c2VjcmV0");
        TestServers.TestDatabase database = TestServers.newDatabase("keyless");

        assertThatThrownBy(() -> RunningLedger.on(database, "--ledger.log.signing-key=" + broken)).isNotNull();
        assertThatThrownBy(() -> RunningLedger.withoutKey(database)).isNotNull();
        assertThatThrownBy(() -> RunningLedger.withoutKey(database, "--ledger.log.signing-key-file=" + missing)).isNotNull();
        assertThatThrownBy(() -> RunningLedger.withoutKey(database, "--ledger.log.signing-key-file=" + broken)).isNotNull();
        assertThatThrownBy(() -> RunningLedger.on(database, "--ledger.log.verifier-key-file=" + broken.resolve("x"))).isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.startsWith("No key to sign the log with"))).containsExactly(
                "No key to sign the log with: ledger.log.signing-key: not an Ed25519 private key in PKCS#8, PEM or base64",
                "No key to sign the log with: ledger.log.signing-key-file is not set",
                "No key to sign the log with: " + missing + " cannot be read: java.nio.file.NoSuchFileException: " + missing,
                "No key to sign the log with: " + broken + ": not an Ed25519 private key in PKCS#8, PEM or base64");
        assertThat(output).contains("\nThe verifier key cannot be written to " + broken.resolve("x") + ": ");
    }

    @Test
    void a_key_that_may_be_made_is_made_once_for_the_owner_only_and_announced(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        Path file = folder.resolve("signing-key.pem");
        Path verifier = Files.writeString(folder.resolve("verifier-key"), "that of a key that was rotated");
        TestServers.TestDatabase database = TestServers.newDatabase("keyed");
        String[] settings = {"--ledger.log.signing-key-file=" + file, "--ledger.log.generate-signing-key=true",
            "--ledger.log.verifier-key-file=" + verifier,
            "--ledger.log.origin=example.org/treasury", "--logging.level.dev.budgetledger.ledger=INFO"};
        String key;
        try (RunningLedger first = RunningLedger.withoutKey(database, settings)) {
            key = first.get("/v1/log/key").body();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(verifier).hasContent(key.strip());
        assertThat(output).contains("Checkpoints verify with " + key.strip());
        try (RunningLedger second = RunningLedger.withoutKey(database, settings)) {
            assertThat(second.get("/v1/log/key").body()).isEqualTo(key).startsWith("example.org/treasury+");
            assertThat(second.get("/v1/log/checkpoint").body()).startsWith("example.org/treasury\n0\n");
        }
    }

    private static Checkpoint head(VerifierKey key) throws Exception {
        SignedNote note = SignedNote.parse(ledger.get("/v1/log/checkpoint").body());
        assertThat(key.verifies(note)).isTrue();
        return Checkpoint.parse(note.text());
    }

    private static List<Hash> path(JsonNode proof) {
        return proof.get("path").valueStream().map(each -> Hash.ofBase64(each.stringValue())).toList();
    }
}
