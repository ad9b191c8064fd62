package dev.budgetledger.standalone.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.standalone.oracle.PlainBudget.Aged;
import dev.budgetledger.standalone.oracle.PlainBudget.Move;
import dev.budgetledger.standalone.oracle.PlainBudget.PlainPosting;
import dev.budgetledger.standalone.oracle.PlainLedger.Plan;
import dev.budgetledger.standalone.oracle.PlainLedger.Side;

/** How often the money of an accepted command has been carried forward, by looking into each line's purse. */
final class PlainAges {

    private PlainAges() {}

    static List<List<Aged>> of(Plan plan, LocalDate day) {
        return switch (plan.type()) {
            case "Allocate" -> plan.sides().stream().map(side -> side.moves().stream()
                    .map(move -> new Aged(move.line(), move.line().times(), move.fen())).toList()).toList();
            case "Transfer", "Adjust" -> moved(plan.sides());
            case "CarryForward" -> carried(plan.own(), day);
            default -> List.of(List.of(), List.of()); // money that is frozen stays on its line
        };
    }

    /** One coin after the other: the oldest that is given to the first that asks, lines of 上年结转 before others. */
    private static List<List<Aged>> moved(List<Side> sides) {
        Map<String, long[]> onTheWay = new HashMap<>();
        List<List<Aged>> aged = new ArrayList<>();
        for (Side side : sides) {
            List<Aged> out = new ArrayList<>();
            for (Move move : side.moves()) {
                if (move.fen() < 0) {
                    long[] left = left(side, move, out);
                    long[] way = onTheWay.computeIfAbsent(move.line().fund(), _ -> new long[3]);
                    long want = -move.fen();
                    for (int times : new int[] {2, 1, 0}) {
                        // Beyond the purse it is money that the same adjustment brings.
                        long part = times == move.line().times() ? want : Math.min(want, Math.max(0, left[times]));
                        out.add(new Aged(move.line(), times, -part));
                        way[times] += part;
                        want -= part;
                    }
                }
            }
            aged.add(out);
        }
        for (String origin : List.of("CARRIED_OVER", "CURRENT")) {
            for (int i = 0; i < sides.size(); i++) {
                for (Move move : sides.get(i).moves()) {
                    if (move.fen() > 0 && move.line().origin().equals(origin)) {
                        long[] way = onTheWay.getOrDefault(move.line().fund(), new long[3]);
                        long want = move.fen();
                        for (int times : new int[] {2, 1, 0}) {
                            long part = Math.min(want, way[times]);
                            if (times >= move.line().times()) {
                                way[times] -= part;
                                aged.get(i).add(new Aged(move.line(), times, part));
                                want -= part;
                            }
                        }
                        aged.get(i).add(new Aged(move.line(), move.line().times(), want));
                    }
                }
            }
        }
        return aged;
    }

    private static List<List<Aged>> carried(Side own, LocalDate day) {
        List<Aged> out = new ArrayList<>();
        List<Aged> in = new ArrayList<>();
        for (Move move : own.moves()) {
            PlainLine line = move.line();
            long want = -move.fen();
            for (int times = line.times(); times <= 2; times++) {
                long there = times == line.times()
                        ? own.budget().lowestFrom(day, line, true, true) - own.budget().older(line)
                        : own.budget().purse(line)[times];
                long part = Math.clamp(there - given(out, line, times), 0, want);
                out.add(new Aged(line, times, -part));
                in.add(new Aged(line.carriedOver(), times + 1, part));
                want -= part;
            }
        }
        in.removeIf(each -> each.fen() == 0);
        return List.of(out, in);
    }

    /** The same back; for coins that are gone, of those that the line has by its origin. */
    static List<List<Aged>> mirrored(List<Side> sides, List<PlainPosting> halves) {
        Map<String, Long> gone = new HashMap<>();
        List<List<Aged>> aged = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            List<Aged> back = new ArrayList<>();
            for (Aged each : halves.get(i).aged()) {
                PlainLine line = each.line();
                if (each.fen() > 0) {
                    long there = sides.get(i).budget().purse(line)[each.times()] - given(back, line, each.times());
                    long part = each.times() == line.times() ? each.fen() : Math.clamp(there, 0, each.fen());
                    back.add(new Aged(line, each.times(), -part));
                    back.add(new Aged(line, line.times(), part - each.fen()));
                    gone.merge(line.fund() + each.times(), each.fen() - part, Long::sum);
                }
            }
            aged.add(back);
        }
        for (int i = 0; i < sides.size(); i++) {
            for (Aged each : halves.get(i).aged()) {
                if (each.fen() < 0) {
                    long less = Math.min(-each.fen(), gone.getOrDefault(each.line().fund() + each.times(), 0L));
                    gone.merge(each.line().fund() + each.times(), -less, Long::sum);
                    aged.get(i).add(new Aged(each.line(), each.times(), -each.fen() - less));
                    aged.get(i).add(new Aged(each.line(), each.line().times(), less));
                }
            }
        }
        return aged;
    }

    private static long[] left(Side side, Move move, List<Aged> out) {
        long[] left = side.budget().purse(move.line()).clone();
        for (int times = 0; times <= 2; times++) {
            left[times] -= given(out, move.line(), times);
        }
        return left;
    }

    private static long given(List<Aged> out, PlainLine line, int times) {
        return -out.stream().filter(each -> each.line().equals(line) && each.times() == times && each.fen() < 0)
                .mapToLong(Aged::fen).sum();
    }
}
