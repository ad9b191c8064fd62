package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.springframework.http.MediaType;

import dev.budgetledger.contract.CommandResult;

/** Results as JSON. */
enum JsonResults implements ResultWriter {
    ARRAY(MediaType.APPLICATION_JSON_VALUE),
    LINES(MediaType.APPLICATION_NDJSON_VALUE);

    private final String mediaType;

    JsonResults(String mediaType) {
        this.mediaType = mediaType;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public byte[] write(CommandResult result, boolean first) {
        byte[] json = result.bytes();
        return switch (this) {
            case ARRAY -> join(utf8(first ? "[" : ",\n"), json);
            case LINES -> join(json, utf8("\n"));
        };
    }

    @Override
    public byte[] end(boolean none) {
        return utf8(switch (this) {
            case ARRAY -> none ? "[]\n" : "]\n";
            case LINES -> "";
        });
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(one.length + other.length);
        bytes.writeBytes(one);
        bytes.writeBytes(other);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
