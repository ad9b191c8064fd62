package dev.budgetledger.witness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;

import static org.assertj.core.api.Assertions.assertThat;

/** What a witness cosigns and what it does not, status by status as C2SP tlog-witness has them. */
class WitnessTest {

    private static final Instant NOW = Instant.parse("2023-02-01T01:02:03Z");

    private final SigningKey key = SigningKey.generate("audit.example/w1");
    private final SigningKey ofLog = SigningKey.generate("budget-ledger");
    private final Log log = new Log(ofLog, "1", "2", "3");

    @TempDir
    private Path folder;

    private Witness witness() {
        return new Witness(key, List.of(ofLog.verifier()), folder, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void heads_that_continue_are_cosigned_at_the_time_it_is() throws IOException {
        assertCosigned(witness().add(log.request(0)));
        log.add("4");
        assertCosigned(witness().add(log.request(3)));
        assertCosigned(witness().add(log.request(4))); // the same head again
    }

    private void assertCosigned(Witness.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(key.witness().cosigned(SignedNote.parse(log.note() + answer.body()))).hasValue(NOW);
    }

    /** A release of the log that says nothing of streams is followed by one that does; then one size has one root over them. */
    @Test
    void the_root_over_the_streams_is_cosigned_as_it_is_and_is_one_for_a_size() throws IOException {
        Hash streams = Hash.ofLeaf(new byte[] {1});
        witness().add(log.request(0));
        Witness.Answer first = witness().add(log.whole(3, streams));
        assertThat(key.witness().cosigned(SignedNote.parse(log.note(streams) + first.body()))).hasValue(NOW);

        log.add("4");
        assertThat(witness().add(log.whole(3, streams)).status()).isEqualTo(200);
        assertThat(witness().add(log.whole(4, streams)).status()).as("the same again").isEqualTo(200);
        assertThat(witness().add(log.whole(4, Hash.OF_NOTHING)).status()).as("another root over the streams").isEqualTo(409);
        assertThat(witness().add(log.request(4)).status()).as("none any more").isEqualTo(409);
    }

    @Test
    void who_says_another_last_size_is_told_the_right_one() throws IOException {
        witness().add(log.request(0));

        for (long said : new long[] {0, 1, 2}) {
            Witness.Answer answer = witness().add(log.request(said));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.type()).isEqualTo("text/x.tlog.size");
            assertThat(answer.body()).isEqualTo("3\n");
        }
        assertThat(witness().add(new Log(ofLog, "1").request(0)).status()).as("a shorter log").isEqualTo(409);
    }

    @Test
    void of_two_histories_under_one_key_only_the_first_is_cosigned() throws IOException {
        witness().add(log.request(0));
        Log other = new Log(ofLog, "1", "2", "X");

        assertThat(witness().add(other.request(3)).status()).as("as long").isEqualTo(409);
        assertThat(witness().add(other.add("4").request(3)).status()).as("longer").isEqualTo(422);
        assertThat(witness().add(other.request(3, 0)).status()).as("without proof").isEqualTo(422);
        assertThat(witness().add(log.add("4").request(3)).status()).as("the first continues").isEqualTo(200);
    }

    @Test
    void what_no_log_signed_that_it_knows_is_not_cosigned_and_not_kept() throws IOException {
        assertThat(witness().add(new Log(SigningKey.generate("another"), "1").request(0)).status()).isEqualTo(404);
        assertThat(witness().add(new Log(SigningKey.generate("budget-ledger"), "1").request(0)).status()).isEqualTo(403);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_log_that_changed_its_key_is_still_the_same_log() throws IOException {
        SigningKey next = SigningKey.generate("budget-ledger");
        Witness both = new Witness(key, List.of(ofLog.verifier(), next.verifier()), folder, Clock.systemUTC());
        both.add(log.request(0));

        assertThat(both.add(new Log(next, "1", "2", "X", "4").request(3)).status()).isEqualTo(422);
        assertThat(both.add(new Log(next, "1", "2", "3", "4").request(3)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old\n", "old 01\n", "old -1\n", "old 0 \n", "new 0\n", "old 0\nnot base64\n", "old 0\n\n\n", "old 99999999999999999999\n"})
    void what_is_not_written_as_it_must_be_is_refused(String before) throws IOException {
        assertThat(witness().add(before).status()).isEqualTo(400);
        assertThat(witness().add(log.request(0).replace("old 0\n", before)).status()).isEqualTo(400);
    }

    @Test
    void a_proof_of_more_hashes_than_there_can_be_is_refused() throws IOException {
        String hash = log.leaves().getFirst().base64() + "\n";

        assertThat(witness().add(log.request(0).replace("old 0\n", "old 0\n" + hash.repeat(64))).status()).isEqualTo(400);
        assertThat(witness().add(log.request(0).replace("old 0\n", "old 0\n" + hash.repeat(63))).status()).isEqualTo(422);
        assertThat(witness().add(log.request(4)).status()).as("an old size beyond the head").isEqualTo(400);
    }

    /** Checking and keeping are one step: else the smaller of two could be kept last. */
    @Test
    void of_heads_that_come_at_once_the_largest_cosigned_is_kept() throws Exception {
        witness().add(log.request(0));
        List<String> requests = new ArrayList<>();
        for (int i = 4; i < 40; i++) {
            log.add(String.valueOf(i));
            requests.add(log.request(3));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls = requests.stream().<Callable<Integer>>map(each -> () -> witness().add(each).status()).toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(calls)) {
                answers.add(each.get());
            }
            assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        }
    }

    @Test
    void it_is_asked_over_http_and_a_slow_client_keeps_nobody_away() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (WitnessServer server = WitnessServer.start(witness(), new InetSocketAddress(here, 0));
                HttpClient client = HttpClient.newHttpClient();
                Socket silent = new Socket(here, server.address().getPort())) {
            silent.getOutputStream().write("POST /add-checkpoint HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String[] each : new String[][] {
                {"POST", "/add-checkpoint", log.request(0), "200"}, {"GET", "/add-checkpoint", "", "405"}, {"GET", "/", "", "404"},
                {"POST", "/add-checkpoint", "x".repeat(200_000), "413"}, {"POST", "/add-checkpoint", "old 9", "400"}, {"GET", "/key", "", "200"}}) {
                var answer = client.send(HttpRequest.newBuilder(server.address().resolve(each[1]))
                        .method(each[0], BodyPublishers.ofString(each[2])).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(each[1] + answer.body()).isEqualTo(Integer.parseInt(each[3]));
            }
        }
    }

    @Test
    void its_key_is_made_once_for_its_owner_only() throws IOException {
        SigningKey made = WitnessServer.key("audit.example/w1", folder.resolve("w"));

        assertThat(WitnessServer.key("audit.example/w1", folder.resolve("w")).witness().format()).isEqualTo(made.witness().format());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("w/witness-key.pem")))).isEqualTo("rw-------");
    }
}
