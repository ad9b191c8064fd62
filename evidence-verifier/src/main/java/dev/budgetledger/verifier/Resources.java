package dev.budgetledger.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Files of the jar. */
final class Resources {

    private Resources() {}

    static ByteBuffer bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            return ByteBuffer.wrap(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
