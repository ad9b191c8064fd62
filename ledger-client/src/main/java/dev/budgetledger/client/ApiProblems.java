package dev.budgetledger.client;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a service says where it does not do what it was asked for; the clients themselves give it as text. */
public final class ApiProblems {

    private ApiProblems() {}

    /**
     * The problem that the ledger answered.
     *
     * @throws UncheckedIOException if something else answered, or nothing
     */
    public static dev.budgetledger.client.ledger.model.ProblemDetails of(dev.budgetledger.client.ledger.ApiException refused) {
        return read(() -> dev.budgetledger.client.ledger.ApiClient.createDefaultObjectMapper().readValue(
                String.valueOf(refused.getResponseBody()), dev.budgetledger.client.ledger.model.ProblemDetails.class));
    }

    /**
     * The problem that the projection answered.
     *
     * @throws UncheckedIOException if something else answered, or nothing
     */
    public static dev.budgetledger.client.projection.model.ProblemDetails of(
            dev.budgetledger.client.projection.ApiException refused) {
        return read(() -> dev.budgetledger.client.projection.ApiClient.createDefaultObjectMapper().readValue(
                String.valueOf(refused.getResponseBody()), dev.budgetledger.client.projection.model.ProblemDetails.class));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
