package dev.budgetledger.workers;

import java.util.List;

import org.springframework.context.SmartLifecycle;

/**
 * A part of a service that has workers: Spring starts them once all parts are there, before the first request, and stops them after the
 * last, before any part is closed.
 */
public interface WorkerLifecycle extends SmartLifecycle, AutoCloseable {

    /** Always the same; none if there is nothing to do. */
    List<Worker> workers();

    @Override
    default void start() {
        workers().forEach(Worker::start);
    }

    /** Stops all of them at the same time. */
    @Override
    default void stop() {
        workers().forEach(Worker::tellToStop);
        workers().forEach(Worker::stop);
    }

    @Override
    default boolean isRunning() {
        return workers().stream().anyMatch(Worker::isRunning);
    }

    @Override
    default int getPhase() {
        return 0;
    }

    @Override
    default void close() {
        stop();
    }
}
