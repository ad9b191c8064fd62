package dev.budgetledger.reliability.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.reliability.check.Answer;
import dev.budgetledger.reliability.cluster.Cluster;
import dev.budgetledger.reliability.cluster.Service;

/**
 * Clients that post all the time: alone, in bulk and through Kafka, to either ledger, and again with the same key until
 * they know what became of it.
 */
public final class Workload implements AutoCloseable {

    private static final int SINGLE_CLIENTS = 3;
    private static final int AT_ONCE = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final long seed;
    private final Answers answers = new Answers();
    private final Http http = new Http();
    private final Http probes = new Http();
    private final Shown shown;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final List<Thread> clients = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final Commands ownCommands;
    private volatile boolean enough;

    private interface Loop {
        void run() throws InterruptedException;
    }

    public Workload(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
        this.shown = new Shown(probes, cluster.projections());
        this.ownCommands = new Commands("alive", seed);
    }

    /** Opens the budgets and begins. */
    public void start() throws InterruptedException {
        List<Command> open = new ArrayList<>(Commands.setUp());
        while (!open.isEmpty()) {
            postInBulk(cluster.ledgers().getFirst(), open, Duration.ofSeconds(30));
        }
        for (int client = 0; client < SINGLE_CLIENTS; client++) {
            String name = "single-" + client;
            clients.add(start(name, () -> postAlone(name)));
        }
        clients.add(start("bulk", () -> postInBulk("bulk")));
        clients.add(start("kafka", () -> postThroughKafka("kafka")));
        for (Service ledger : cluster.ledgers()) {
            Watch watch = new Watch(ledger, probes, answers, seed);
            watches.put(ledger.name(), watch);
            readers.add(start("canary-" + ledger.name(), watch::post));
            readers.add(start("probe-" + ledger.name(), watch::probe));
            readers.add(start("checkpoints-" + ledger.name(), () -> shown.keepCheckpoints(ledger)));
        }
    }

    private Thread start(String name, Loop loop) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    answers.wrong().add("client " + name + " fails: " + e);
                }
            }
        });
    }

    private void postAlone(String client) throws InterruptedException {
        Commands commands = new Commands(client, seed);
        SplittableRandom random = new SplittableRandom(seed);
        while (!enough) {
            Command command = commands.next();
            while (http.post(any(random), command, answers, TIMEOUT).isEmpty()) {
                Thread.sleep(100);
            }
            Thread.sleep(40);
        }
    }

    private void postInBulk(String client) throws InterruptedException {
        Commands commands = new Commands(client, seed);
        SplittableRandom random = new SplittableRandom(seed);
        while (!enough) {
            List<Command> open = new ArrayList<>(IntStream.range(0, AT_ONCE).mapToObj(i -> commands.next()).toList());
            postInBulk(any(random), open, TIMEOUT);
            while (!open.isEmpty()) {
                Thread.sleep(100);
                postInBulk(any(random), open, TIMEOUT);
            }
            Thread.sleep(300);
        }
    }

    /** Removes from {@code open} what has an answer for good. */
    private void postInBulk(Service ledger, List<Command> open, Duration patience) throws InterruptedException {
        open.forEach(command -> answers.sent(command.order()));
        String lines = open.stream().map(Command::document).collect(Collectors.joining("\n"));
        for (String line : http.bulk(ledger, lines, patience).lines().toList()) {
            try {
                JsonNode result = Http.JSON.readTree(line);
                String key = result.path("idempotencyKey").asString("");
                if (answers.orders().containsKey(key)
                        && answers.answered(key, result.required("status").asInt(), result.path("receipt"),
                                        result.path("problem").path("code").asString(""))
                                .isPresent()) {
                    open.removeIf(command -> command.key().equals(key));
                }
            } catch (JacksonException cutOff) {
                return;
            }
        }
    }

    private void postThroughKafka(String client) throws InterruptedException {
        Commands commands = new Commands(client, seed);
        try (KafkaClient kafka = new KafkaClient(cluster.bootstrapServers())) {
            while (!enough) {
                List<Command> open = IntStream.range(0, AT_ONCE).mapToObj(i -> commands.next()).toList();
                while (!open.isEmpty()) {
                    open = kafka.post(open, answers);
                }
                Thread.sleep(300);
            }
        }
    }

    private Service any(SplittableRandom random) {
        return cluster.ledgers().get(random.nextInt(cluster.ledgers().size()));
    }

    /**
     * What does not work at this moment: nothing if everything does. Posts to each ledger, reads that from each
     * projection, and asks everybody whether they are ready.
     */
    public List<String> ailments() throws InterruptedException {
        List<String> ailments = new ArrayList<>();
        long position = 0;
        for (Service ledger : cluster.ledgers()) {
            Optional<Answer> answer = Optional.empty();
            for (Command command = ownCommands.next(); answer.isEmpty() || answer.get() instanceof Answer.Refused;
                    command = ownCommands.next()) {
                answer = http.post(ledger, command, answers, TIMEOUT);
                if (answer.isEmpty()) {
                    ailments.add(ledger.name() + " does not post");
                    break;
                }
            }
            position = answer.filter(Answer.Accepted.class::isInstance)
                    .map(accepted -> ((Answer.Accepted) accepted).position())
                    .orElse(position);
        }
        for (Service projection : cluster.projections()) {
            if (shown.table(projection, 0, position).isEmpty()) {
                ailments.add(projection.name() + " does not show what was posted");
            }
        }
        for (Service service : cluster.services()) {
            if (!http.isReady(service)) {
                ailments.add(service.name() + " is not ready");
            }
        }
        return ailments;
    }

    /** Those whose readiness did not tell the truth since this was asked last. */
    public List<String> untrue() {
        return watches.entrySet().stream()
                .filter(watch -> watch.getValue().wasUntrue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Lets every client come to the end of what it has sent; who has not by then? */
    public List<String> finish(Duration patience) throws InterruptedException {
        enough = true;
        readers.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> unanswered = new ArrayList<>();
        for (Thread client : clients) {
            if (!client.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                unanswered.add(client.getName());
                client.interrupt();
            }
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return unanswered;
    }

    public Answers answers() {
        return answers;
    }

    public Shown shown() {
        return shown;
    }

    @Override
    public void close() {
        readers.forEach(Thread::interrupt);
        clients.forEach(Thread::interrupt);
        probes.close();
        http.close();
    }
}
