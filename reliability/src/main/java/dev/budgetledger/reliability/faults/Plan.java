package dev.budgetledger.reliability.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A run's faults in their order; the same seed gives the same ones. */
public record Plan(List<Step> steps) {

    private static final int FAULT_MILLIS_MIN = 500;
    private static final int MOST_MILLIS = 8000;

    /**
     * One fault of it.
     *
     * @param lasts how long it stays before it is put right
     */
    public record Step(Fault fault, Duration lasts) {}

    /** All of the kinds as often as each other, in any order. */
    public static Plan of(long seed, int faults, List<Kind> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = new ArrayList<>();
        List<Kind> bag = new ArrayList<>();
        while (steps.size() < faults) {
            if (bag.isEmpty()) {
                bag.addAll(kinds);
            }
            Kind kind = bag.remove(random.nextInt(bag.size()));
            steps.add(new Step(kind.draw(random), Duration.ofMillis(random.nextInt(FAULT_MILLIS_MIN, MOST_MILLIS))));
        }
        return new Plan(List.copyOf(steps));
    }
}
