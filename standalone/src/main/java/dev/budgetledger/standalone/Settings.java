package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.budgetledger.embedded.CannotStartException;
import dev.budgetledger.embedded.OwnerOnly;
import dev.budgetledger.embedded.Ports;

/**
 * Where everything is. Each value can be given as a system property: {@code standalone.data},
 * {@code standalone.postgres.port}, {@code standalone.kafka.port}, {@code standalone.ledger.port},
 * {@code standalone.projection.port}, {@code standalone.ledger.management.port}, {@code standalone.projection.management.port},
 * {@code standalone.identity.port} and {@code standalone.people}. Port 0 is any that is free.
 *
 * @param data the folder that keeps PostgreSQL's and Kafka's data
 * @param identityPort of the issuer of tokens, which is there with people only
 * @param people whether posting is for those who have a key of {@link People}
 */
public record Settings(Path data, int postgresPort, int kafkaPort, int ledgerPort, int projectionPort, int ledgerManagementPort,
        int projectionManagementPort, int identityPort, boolean people) {

    static Settings fromSystemProperties() {
        return new Settings(
                Path.of(System.getProperty("standalone.data", "data")),
                port("standalone.postgres.port", 5433),
                port("standalone.kafka.port", 9093),
                port("standalone.ledger.port", 8080),
                port("standalone.projection.port", 8081),
                port("standalone.ledger.management.port", 9080),
                port("standalone.projection.management.port", 9081),
                port("standalone.identity.port", 8082),
                Boolean.getBoolean("standalone.people"));
    }

    private static int port(String property, int usual) {
        return Ports.orFree(Integer.getInteger(property, usual));
    }

    /** Free ports, to run beside anything, for all programs of this machine. */
    public static Settings onFreePorts(Path data) {
        return new Settings(
                data, Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), false);
    }

    /** The same, where posting is for those who have a key. */
    public Settings withPeople() {
        return new Settings(
                data, postgresPort, kafkaPort, ledgerPort, projectionPort, ledgerManagementPort, projectionManagementPort,
                identityPort, true);
    }

    /**
     * Looks at all ports before anything is started, so that a conflict is a message and not a half-started system.
     *
     * @throws CannotStartException naming the first port in use
     */
    void requireFreePorts() {
        Ports.requireFree(ledgerPort, "the ledger service (standalone.ledger.port)");
        Ports.requireFree(projectionPort, "the projection service (standalone.projection.port)");
        Ports.requireFree(ledgerManagementPort, "the ledger service's management (standalone.ledger.management.port)");
        Ports.requireFree(
                projectionManagementPort, "the projection service's management (standalone.projection.management.port)");
        if (people) {
            Ports.requireFree(identityPort, "identity (standalone.identity.port)");
        }
        Ports.requireFree(postgresPort, "PostgreSQL (standalone.postgres.port)");
        Ports.requireFree(kafkaPort, "Kafka (standalone.kafka.port)");
    }

    /**
     * Makes the folder, or takes the rights of others from one that this program wrote or that is empty.
     *
     * @throws CannotStartException if others get into it and it holds something else
     */
    void keepFromOthers() {
        try {
            if (Files.exists(data) && OwnerOnly.isOpen(data) && !isOwn()) {
                throw new CannotStartException("Folder " + data + " is open to others and holds other files: "
                        + "take their rights away (chmod 700), or choose another one (standalone.data).");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OwnerOnly.folder(data);
    }

    private boolean isOwn() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.findAny().isEmpty() || Files.exists(postgresData().resolve("version"));
        }
    }

    Path postgresData() {
        return data.resolve("postgresql");
    }

    /** Signs the log; made at the first start. */
    Path signingKey() {
        return data.resolve("signing-key.pem");
    }

    /** The keys of those who use it. */
    Path peopleFolder() {
        return data.resolve("people");
    }

    /** Signs tokens; made at the first start. */
    Path identityKey() {
        return peopleFolder().resolve("identity-key.json");
    }

    /** The name of the issuer of tokens, and where it is. */
    String issuer() {
        return "http://localhost:" + identityPort;
    }

    Path kafkaData() {
        return data.resolve("kafka");
    }
}
