package dev.budgetledger.standalone;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.embedded.CannotStartException;
import dev.budgetledger.identity.FirstAccounts;

/**
 * The issuer of tokens, started in a thread of its own: the services need it when the first token comes, so they do not wait for it.
 * It is stopped when it has started.
 */
record IdentityBeside(CompletableFuture<ConfigurableApplicationContext> starting) implements AutoCloseable {

    static IdentityBeside start(Supplier<ConfigurableApplicationContext> identity) {
        return new IdentityBeside(CompletableFuture.supplyAsync(
                identity, work -> Thread.ofPlatform().name("start-identity").start(work)));
    }

    /**
     * Waits until it has started.
     *
     * @return the passwords that this start has made, by name
     * @throws CannotStartException if it has not
     */
    Map<String, String> firstPasswords() {
        try {
            return starting.join().getBean(FirstAccounts.class).passwords();
        } catch (CompletionException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new CannotStartException("Identity did not start: " + root.getMessage());
        }
    }

    @Override
    public void close() {
        starting.thenAccept(ConfigurableApplicationContext::close).exceptionally(_ -> null).join();
    }
}
