package dev.budgetledger.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.embedded.CannotStartException;
import dev.budgetledger.embedded.EmbeddedPostgres;
import dev.budgetledger.identity.FirstAccounts;

/**
 * Runs everything in this JVM and shows what came out.
 *
 * <p>What keeps it from starting (a port in use, data of another version) is one line and exit code 1. Ctrl-C stops the
 * projection service, the ledger service, Kafka and PostgreSQL in this order, also while they are still starting.
 */
public final class Standalone implements AutoCloseable {

    /** Ends the program when everything has started: a trial, and how the cache of its classes is recorded. */
    static final String ONCE = "standalone.once";

    /** How much is posted before that, into a folder that is thrown away. */
    static final String TRAINING = "standalone.training";

    /** The exit code when a server has ended and does not come back. */
    private static final int SERVER_LOST = 3;

    private static final Duration TO_STOP = Duration.ofMinutes(1);

    private final Settings settings;
    private final Progress progress;
    private final Parts parts = new Parts();

    /** @param out is told what happens, as a person reads it */
    public Standalone(Settings settings, PrintStream out) {
        this.settings = settings;
        this.progress = new Progress(out);
    }

    /** Starts everything and leaves it running; {@link Settings} come as system properties. */
    public static void main(String[] args) {
        // The terminal gets Chinese text whatever this machine's locale is.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Standalone standalone = new Standalone(Settings.fromSystemProperties(), out);
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "standalone-close"));
        try {
            standalone.start();
            if (Boolean.getBoolean(ONCE)) {
                System.exit(0);
            }
        } catch (RuntimeException | LinkageError e) {
            if (!standalone.parts.isStopping()) {
                report(e);
                System.exit(1);
            }
        }
    }

    private static void report(Throwable failure) {
        if (failure instanceof CannotStartException) {
            System.err.println(failure.getMessage());
        } else {
            failure.printStackTrace();
        }
    }

    /**
     * Starts all parts, posts the sample data unless that has been done, and prints what the projection makes of it.
     *
     * @throws CannotStartException if a port is in use or the data is another's
     */
    public void start() {
        EmbeddedPostgres.stopLeftOver(settings.postgresData());
        settings.requireFreePorts();
        settings.keepFromOthers();
        Servers servers = progress.step(
                "PostgreSQL 18 on port " + settings.postgresPort() + " and Kafka on port " + settings.kafkaPort(),
                () -> parts.start(() -> Servers.start(settings, Standalone::end)));
        People people = settings.people() ? People.in(settings.peopleFolder()) : null;
        IdentityBeside identity = people == null ? null : parts.start(
                () -> IdentityBeside.start(() -> Services.identity(servers, settings, people)));
        progress.step(
                "Ledger service on port " + settings.ledgerPort(),
                () -> parts.start(() -> Services.ledger(servers, settings, people)));
        String verifierKey = verifierKey();
        progress.line("Checkpoints of the log verify with " + verifierKey);
        progress.step(
                "Projection service on port " + settings.projectionPort(),
                () -> parts.start(() -> Services.projection(servers, settings, people, verifierKey)));
        if (people == null) {
            progress.line("Nobody is asked who he is: every program of this machine may post. -Dstandalone.people=true makes keys, and asks for them");
        }
        if (hasRoom()) {
            progress.line(progress.step("Budgets of 2022 and 2023, as published", () -> postAndReadBack(people)).line());
            int transfers = Integer.getInteger(TRAINING, 0);
            if (Boolean.getBoolean(ONCE) && transfers > 0) {
                train(people, transfers);
            }
        } else {
            progress.line("The disk is nearly full: nothing is posted until there is room (docs/runbooks/disk-full.md)");
        }
        progress.line("http://localhost:%d/ 部门预算公开, all budgets to read in a browser".formatted(settings.projectionPort()));
        progress.line("http://localhost:%d/v1/disclosures/%s/document 公开文档, the whole document as a page".formatted(
                settings.projectionPort(), SampleData.SHOWN_BUDGET));
        progress.line("http://localhost:%d to post".formatted(settings.ledgerPort()));
        if (people != null && identity != null) {
            progress.line("http://localhost:%d/desk/%s 经办, pages that post, for who logs in".formatted(settings.projectionPort(), SampleData.SHOWN_BUDGET));
            tell(people, identity.firstPasswords());
        }
    }

    /** How those who use it get in. Passwords are kept nowhere, but that of the machine, which nobody types. */
    private void tell(People people, Map<String, String> passwords) {
        String secret = passwords.get(FirstAccounts.MACHINE);
        if (secret != null) {
            people.keepMachine(FirstAccounts.MACHINE, secret);
        }
        progress.line(people.line());
        if (people.haveMachine()) {
            progress.line(people.tokenLine(settings.issuer()));
        }
        if (!passwords.isEmpty()) {
            progress.line("Passwords, told once, to log in at " + settings.issuer() + ": " + passwords.entrySet().stream()
                    .filter(each -> !each.getKey().equals(FirstAccounts.MACHINE))
                    .map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", ")));
        }
    }

    /** A server stays unavailable: stops the others and ends the program, in a thread of its own because this one is waited for. */
    private static void end(String why) {
        System.err.println(why);
        Thread.ofPlatform().name("standalone-end").start(() -> System.exit(SERVER_LOST));
        Thread.ofPlatform().name("standalone-halt").daemon().start(() -> {
            LockSupport.parkNanos(TO_STOP.toNanos());
            Runtime.getRuntime().halt(SERVER_LOST);
        });
    }

    /** Stops what has been started, in reverse order, and returns when it has ended. */
    @Override
    public void close() {
        parts.close();
    }

    private String verifierKey() {
        try (HttpApi ledger = new HttpApi(settings.ledgerPort())) {
            return ledger.get("/v1/log/key", "text/plain").body().strip();
        }
    }

    private boolean hasRoom() {
        // Where nobody is asked: at the other port only an operator sees one part of health.
        try (HttpApi ledger = new HttpApi(settings.ledgerManagementPort())) {
            return ledger.get("/actuator/health/storage", "application/json").statusCode() == 200;
        }
    }

    private void train(@Nullable People people, int transfers) {
        try (HttpApi ledger = new HttpApi(settings.ledgerPort(), people == null ? null : people.sampleKey());
                HttpApi projection = new HttpApi(settings.projectionPort())) {
            new Training(ledger, projection).run(transfers);
        }
        progress.line("Trained with " + transfers + " transfers");
    }

    private YearOverYearSample postAndReadBack(@Nullable People people) {
        try (HttpApi ledger = new HttpApi(settings.ledgerPort(), people == null ? null : people.sampleKey());
                HttpApi projection = new HttpApi(settings.projectionPort())) {
            long position = SampleData.postTo(ledger);
            ledger.awaitReady();
            projection.awaitReady();
            return YearOverYearSample.read(projection, SampleData.SHOWN_BUDGET, position);
        }
    }
}
