package dev.budgetledger.ledger.commands;

import java.nio.charset.CharacterCodingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.Verification;
import dev.budgetledger.ledger.outbox.DamagedCursorException;
import dev.budgetledger.ledger.outbox.OutboxRelay;
import dev.budgetledger.workers.guards.ChangedGuard;
import dev.budgetledger.workers.guards.SchemaGuards;

/** What proves the log: its signed head, and proofs against heads. */
@RestController
@Tag(name = "Log 账本日志")
class LogController {

    private static final String TEXT = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8";

    /** Kafka is asked once after the start. */
    private static final Duration SIGNING_TIMEOUT = Duration.ofSeconds(5);

    private static final SchemaGuards GUARDS = SchemaGuards.delivered("/db/ledger.guards.txt");

    private final DataSource dataSource;
    private final FactLog log;
    private final Checkpoints checkpoints;
    private final OutboxRelay relay;
    /** It reads the whole log: one at a time. */
    private final Places verifications = new Places(1);

    LogController(DataSource dataSource, FactLog log, Checkpoints checkpoints, OutboxRelay relay) {
        this.dataSource = dataSource;
        this.log = log;
        this.checkpoints = checkpoints;
        this.relay = relay;
    }

    @GetMapping(path = "/v1/log/checkpoint", produces = TEXT)
    @Operation(summary = "The signed head of the log: a C2SP checkpoint")
    String checkpoint() throws SQLException, InterruptedException {
        checkpoints.await(SIGNING_TIMEOUT);
        try (Connection connection = dataSource.getConnection()) {
            long size = log.lastPosition(connection);
            String signed = checkpoints.sign(connection, size, LogTree.root(connection, size));
            return relay.lastNote(connection).filter(told -> told.startsWith(signed)).orElse(signed); // cosigned, if it is the same
        }
    }

    @GetMapping(path = "/v1/log/key", produces = TEXT)
    @Operation(summary = "The verifier key of the checkpoints")
    String key() {
        return checkpoints.verifier().format() + "\n";
    }

    @GetMapping(path = "/v1/log/proofs/inclusion", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "That a fact is in the log as it was at a size")
    ProofDocuments.Inclusion inclusion(
            @RequestParam String position, @RequestParam(required = false) @Nullable String size) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            long of = within(1, Fields.number(position, "position"), log.lastPosition(connection), "position");
            return ProofDocuments.of(LogTree.inclusion(connection, of, size(connection, size, of, "size")));
        }
    }

    @GetMapping(path = "/v1/log/proofs/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "That the log at one size continued from what it was at another")
    ProofDocuments.Consistency consistency(
            @RequestParam String from, @RequestParam(required = false) @Nullable String to) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            long first = within(0, Fields.number(from, "from"), log.lastPosition(connection), "from");
            return ProofDocuments.of(LogTree.consistency(connection, first, size(connection, to, first, "to")));
        }
    }

    @PostMapping(path = "/v1/log/verifications", consumes = MediaType.TEXT_PLAIN_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Walk the log and compute everything again; the body may be a checkpoint that was kept")
    ProofDocuments.Verified verify(@RequestBody(required = false) byte @Nullable [] note) throws SQLException {
        List<Checkpoint> kept = new ArrayList<>();
        if (note != null) {
            kept.add(checkpoint(note));
        }
        String damaged = null;
        try (Connection connection = dataSource.getConnection()) {
            relay.lastCheckpoint(connection).ifPresent(kept::add);
        } catch (DamagedCursorException e) {
            damaged = e.getMessage();
        }
        Checkpoint told = log.history().told();
        if (told != null) {
            kept.add(told);
        }
        try (Places.Place _ = verifications.take()) {
            Verification found = LogVerification.verify(dataSource, kept);
            return ProofDocuments.of(damaged != null && found instanceof Verification.Intact(long size, _)
                    ? new Verification.Differs(1, Math.max(1, size), damaged)
                    : found, changedGuards());
        }
    }

    private List<ChangedGuard> changedGuards() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return GUARDS.changed(connection);
        }
    }

    /** A kept checkpoint counts, no matter who signed it: an auditor checks signatures with a key of his own. */
    private static Checkpoint checkpoint(byte[] note) {
        try {
            return Checkpoint.parse(SignedNote.parse(Utf8.decode(note)).text());
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid("body", "not UTF-8");
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        }
    }

    /** A size of the log, by default the present one. */
    private long size(Connection connection, @Nullable String given, long least, String field) throws SQLException {
        long last = log.lastPosition(connection);
        return given == null ? last : within(least, Fields.number(given, field), last, field);
    }

    private static long within(long least, long value, long most, String field) {
        if (value < least || value > most) {
            throw ProblemException.invalid(field, "from " + least + " to " + most + ", the end of the log");
        }
        return value;
    }

    /** Proofs as JSON: positions instead of indexes, hashes in base64. */
    static final class ProofDocuments {

        private ProofDocuments() {}

        record Inclusion(long position, long treeSize, String leafHash, List<String> path) {}

        record Consistency(long from, long to, List<String> path) {}

        private static final int GUARDS_MAX = 100;

        /**
         * Either size and root, or from where to where the log differs and why; besides, the first of the guards that are not as they were
         * delivered, if there are any.
         */
        record Verified(boolean intact, @Nullable Long size, @Nullable String rootHash, @Nullable Long position,
                @Nullable Long through, @Nullable String reason, @Nullable List<Guard> guards) {}

        /**
         * What the database keeps the log by, and is not as it was delivered.
         *
         * @param found how it is; absent if it is not there
         * @param expected how it was delivered; absent if it was not
         */
        record Guard(String guard, @Nullable String found, @Nullable String expected) {}

        static Inclusion of(InclusionProof proof) {
            return new Inclusion(proof.index() + 1, proof.size(), proof.leaf().base64(), base64(proof.path()));
        }

        static Consistency of(ConsistencyProof proof) {
            return new Consistency(proof.from(), proof.to(), base64(proof.path()));
        }

        static Verified of(Verification verification, List<ChangedGuard> changed) {
            List<Guard> guards = changed.isEmpty()
                    ? null
                    : changed.stream().limit(GUARDS_MAX).map(each -> new Guard(each.guard(), each.found(), each.expected())).toList();
            return switch (verification) {
                case Verification.Intact(long size, Hash root) ->
                    new Verified(guards == null, size, root.base64(), null, null, null, guards);
                case Verification.Differs(long position, long through, String reason) ->
                    new Verified(false, null, null, position, through, reason, guards);
            };
        }

        private static List<String> base64(List<Hash> hashes) {
            return hashes.stream().map(Hash::base64).toList();
        }
    }
}
