package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.PostedFact.Account;

/**
 * 提请内容: what was asked for, in the budget of its stream.
 *
 * @param lines what is asked for of each; of a transfer the one that it goes out of, and its amount
 * @param to where a transfer goes
 * @param toDepartment whose line that is, if not the budget's own
 * @param postingId what a reversal reverses
 * @param digest of its canonical bytes
 */
record ProposedPosting(
        String operation,
        String documentNo,
        @Nullable String superiorDocumentNo,
        LocalDate effectiveOn,
        String reason,
        Map<Line, Long> lines,
        @Nullable String authority,
        @Nullable Line to,
        @Nullable String toDepartment,
        @Nullable String postingId,
        String digest) {

    /** @throws Fault if it is not written as it must be */
    static ProposedPosting of(Json.Members proposed) {
        String operation = proposed.oneOf("operation", PostedFact.OPERATIONS);
        Map<Line, Long> lines = switch (operation) {
            case "TRANSFER" -> {
                require(proposed, "amount", "authority?", "from", "to", "toDepartment?");
                yield Map.of(Line.of(proposed.object("from")), Yuan.fen(proposed.text("amount")));
            }
            case "REVERSE" -> {
                require(proposed, "postingId");
                yield Map.of();
            }
            default -> {
                require(proposed, "lines");
                yield lines(proposed.objects("lines", Known.LINES_MAX));
            }
        };
        return new ProposedPosting(
                operation,
                proposed.text("documentNo"),
                proposed.textIfAny("superiorDocumentNo", Known.DOCUMENT_MAX),
                proposed.date("effectiveOn"),
                proposed.text("reason"),
                lines,
                proposed.textIfAny("authority", Known.DOCUMENT_MAX),
                proposed.has("to") ? Line.of(proposed.object("to")) : null,
                proposed.textIfAny("toDepartment", Known.DEPARTMENT),
                proposed.textIfAny("postingId", Known.POSTING),
                Verification.sha256(CanonicalJson.bytes(proposed)));
    }

    private static void require(Json.Members proposed, String... own) {
        List<String> fields = new ArrayList<>(List.of("documentNo", "effectiveOn", "operation", "reason", "superiorDocumentNo?"));
        fields.addAll(List.of(own));
        SourceDocument.require(proposed.only(fields.toArray(String[]::new)));
    }

    private static Map<Line, Long> lines(List<Json.Members> amounts) {
        Map<Line, Long> lines = new HashMap<>();
        for (Json.Members each : amounts) {
            each.only("amount", "line");
            lines.merge(Line.of(each.object("line")), Yuan.fen(each.text("amount")), Math::addExact);
        }
        return lines;
    }

    /** Of a transfer, whether it is across 项 or kinds. */
    @Nullable Boolean across() {
        return to == null ? null : lines.keySet().iterator().next().isAcrossFrom(to);
    }

    /**
     * Whether this is what was posted, where it was asked for.
     *
     * @param fact that posted it
     * @param stream of the budget
     */
    boolean isPostedBy(PostedFact fact, Json.Members logged, String stream) {
        Json.Members posting = logged.object("posting");
        boolean samePaper = documentNo.equals(posting.text("documentNo"))
                && Objects.equals(superiorDocumentNo, posting.textIfAny("superiorDocumentNo", Known.DOCUMENT_MAX))
                && effectiveOn.equals(fact.effectiveOn())
                && reason.equals(posting.text("reason"))
                && Objects.equals(authority, logged.textIfAny("authority", Known.DOCUMENT_MAX));
        return samePaper && operation.equals(fact.operation())
                && (operation.equals("REVERSE") ? Objects.equals(postingId, fact.reverses()) : fact.moves(moved(stream)));
    }

    /** What each account gets. */
    private Map<Account, Long> moved(String stream) {
        Map<Account, Long> moved = new HashMap<>();
        lines.forEach((line, fen) -> {
            boolean gives = operation.equals("ALLOCATE") || operation.equals("ADJUST") || operation.equals("RELEASE");
            long given = gives ? fen : -fen;
            moved.merge(new Account.Free(line), given, Math::addExact);
            moved.merge(against(line, stream), -given, Math::addExact);
        });
        return moved;
    }

    /** The other account: where the money comes from, or goes to. */
    private Account against(Line line, String stream) {
        int year = PostedFact.year(stream);
        return switch (operation) {
            case "FREEZE", "RELEASE" -> new Account.Frozen(line);
            case "CARRY_FORWARD" -> new Account.Other(department(stream) + "-" + (year + 1), line.fund());
            case "TRANSFER" -> to == null || toDepartment == null || toDepartment.equals(department(stream))
                    ? new Account.Free(Objects.requireNonNull(to))
                    : new Account.Other(toDepartment + "-" + year, line.fund());
            default -> new Account.Source(line.fund());
        };
    }

    private static String department(String stream) {
        return stream.substring(0, stream.lastIndexOf('-'));
    }
}
