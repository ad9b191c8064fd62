package dev.budgetledger.edge.reads;

import java.util.Map;
import java.util.concurrent.Future;

/** Where a service has its reads recorded. */
public interface ReadTopic {

    /** {@code ledger} or {@code projection}. */
    String service();

    /**
     * Sends a record of {@link dev.budgetledger.contract.Topics#READS}.
     *
     * @param headers of the record
     * @return done once it cannot be lost; failed, in bounded time, if it was not taken
     * @throws RuntimeException if it cannot be sent
     */
    Future<?> send(Map<String, String> headers, byte[] value);
}
