package dev.budgetledger.reliability.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** One instance of a service. */
public final class Service implements Machine {

    private final String name;
    private final String mainClass;
    private final Path log;
    private final List<String> arguments;
    private final int port = LoopbackPorts.free();
    private final Link database;
    private volatile @Nullable ChildProcess process;

    Service(String name, String mainClass, Path log, List<String> arguments, Link database) {
        this.name = name;
        this.mainClass = mainClass;
        this.log = log;
        this.arguments = arguments;
        this.database = database;
    }

    /** Where it listens on loopback. */
    public int port() {
        return port;
    }

    /** Its way to PostgreSQL. */
    public Link database() {
        return database;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        if (process == null || !process.isAlive()) {
            List<String> all = new ArrayList<>(arguments);
            all.add("--server.port=" + port);
            all.add("--spring.main.banner-mode=off");
            process = ChildProcess.start(log, ChildProcess.java(List.of(), mainClass, all));
        }
    }

    @Override
    public void kill() {
        running().killTree();
    }

    @Override
    public void pause() {
        running().pause();
    }

    @Override
    public void resume() {
        running().resume();
    }

    @Override
    public void fillDisk() {
        running().limitFiles("1");
    }

    @Override
    public void emptyDisk() {
        running().limitFiles("unlimited");
        start();
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
