package dev.budgetledger.embedded;

import java.nio.file.Path;
import java.util.Optional;

/** A server that can end by itself, and be started again where it was: same folder, same port. */
interface EmbeddedServer extends AutoCloseable {

    /** What people call it. */
    String name();

    /** Where its data is. */
    Path folder();

    /** Why it serves nobody any more, empty while it does. */
    Optional<String> failure();

    /** Removes what is left of it in memory; there may be none. */
    void clear();

    /**
     * Starts it again, once it has been cleared.
     *
     * @throws RuntimeException if it does not start; it may be cleared and tried again
     */
    void restart();

    @Override
    void close();
}
