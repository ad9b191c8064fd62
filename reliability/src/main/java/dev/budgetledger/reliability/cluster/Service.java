package dev.budgetledger.reliability.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;


/** One instance of a service. */
public final class Service extends Machine {

    private final String mainClass;
    private final Path log;
    private final List<String> arguments;
    private final int port;
    private final Link database;

    Service(String name, String mainClass, Path log, List<String> arguments, Link database) {
        this(name, mainClass, log, arguments, database, LoopbackPorts.free());
    }

    /** One that others knew before it was there. */
    Service(String name, String mainClass, Path log, List<String> arguments, Link database, int port) {
        super(name);
        this.port = port;
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
    ChildProcess launch() {
        List<String> all = new ArrayList<>(arguments);
        all.add("--server.port=" + port);
        all.add("--management.server.port=0");
        all.add("--spring.main.banner-mode=off");
        return ChildProcess.start(log, ChildProcess.java(List.of(), mainClass, all));
    }
}
