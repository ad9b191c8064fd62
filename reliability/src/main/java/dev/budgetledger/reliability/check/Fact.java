package dev.budgetledger.reliability.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.reliability.check.Order.Move;

/**
 * What the checker needs of an envelope.
 *
 * @param documentNo null where the fact posts nothing
 * @param moves what it does to lines, free or frozen money
 */
public record Fact(
        long position, String stream, long sequence, String recordedAt, String leaf, @Nullable String documentNo,
        List<Move> moves) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Of the envelope's very bytes, without a line end. */
    public static Fact read(byte[] bytes) {
        JsonNode envelope = JSON.readTree(bytes);
        String stream = envelope.required("stream").asString();
        JsonNode posting = envelope.required("fact").path("posting");
        List<Move> moves = new ArrayList<>();
        for (JsonNode entry : posting.path("entries")) {
            JsonNode line = entry.has("line") ? entry.required("line") : entry.path("frozen");
            if (!line.isMissingNode()) {
                moves.add(new Move(stream, line.required("economic").asString(),
                        fen(entry.required("amount").asString())));
            }
        }
        return new Fact(envelope.required("position").asLong(), stream, envelope.required("sequence").asLong(),
                envelope.required("recordedAt").asString(), Tree.base64(Tree.leaf(bytes)),
                posting.isMissingNode() ? null : posting.required("documentNo").asString(), moves);
    }

    static long fen(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }
}
