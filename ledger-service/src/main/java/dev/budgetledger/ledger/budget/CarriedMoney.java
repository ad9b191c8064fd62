package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Effects.Leg;
import dev.budgetledger.ledger.budget.Effects.Side;

/**
 * 结转年限: for how many years running money has been carried goes with it wherever a command moves it, so that none is
 * carried a third time (预算法 第42条). A line gives its oldest money first; carrying forward, which may not take that, takes
 * the youngest.
 *
 * <p>Splits the legs of one side of an accepted command by it, for the entries to say.
 */
final class CarriedMoney {

    private static final int TIMES_MAX = 2;

    private final Side side;

    /** Fen of each leg by how often they were carried. */
    private final long[][] split;

    /** Fen that each line can still give, by how often they were carried. */
    private final Map<Line, long[]> left = new HashMap<>();

    private CarriedMoney(Side side) {
        this.side = side;
        this.split = new long[side.legs().size()][TIMES_MAX + 1];
    }

    /** The sides of an accepted command, of which each leg moves money of one age. */
    static List<Side> split(Effects effects) {
        return switch (effects.command()) {
            case Command.Transfer _, Command.Adjust _ -> takesCarried(effects) ? moved(effects.sides()) : effects.sides();
            case Command.CarryForward _ ->
                    carriedForward(effects.own(), effects.other().orElseThrow(), effects.day());
            case Command.Reverse _ -> reversed(effects.sides());
            case Command.PostLines _, Command.OpenBudget _, Command.DefineChart _, Command.CloseYear _,
                    Command.Publish _, Command.MakeStatement _, Command.Propose _, Command.OnProposal _ -> effects.sides();
        };
    }

    /** Of what a reversal takes from each line, how much is there of money carried more often than the line's origin says. */
    static Map<Line, Money> takenBack(Side side) {
        CarriedMoney carried = new CarriedMoney(side);
        carried.giveBack(new EnumMap<>(Fund.class));
        Map<Line, Money> older = new HashMap<>();
        for (int i = 0; i < carried.split.length; i++) {
            Leg leg = side.legs().get(i);
            for (int times = Account.timesCarried(leg.line()) + 1; leg.takesFree() && times <= TIMES_MAX; times++) {
                older.merge(leg.line(), Money.ofFen(carried.split[i][times]), Money::plus);
            }
        }
        return older;
    }

    private static boolean takesCarried(Effects effects) {
        for (Side side : effects.sides()) {
            for (Leg leg : side.legs()) {
                if (leg.takesFree() && (leg.line().origin() == Origin.CARRIED_OVER || !side.open().account(leg.line()).carried().isZero())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What lines give goes to the lines that are raised, oldest first; what is more or less is the source's. */
    private static List<Side> moved(List<Side> sides) {
        Map<Fund, long[]> given = new EnumMap<>(Fund.class);
        List<CarriedMoney> each = sides.stream().map(CarriedMoney::new).toList();
        each.forEach(carried -> carried.giveOldest(given));
        // Lines of 上年结转 first: what they are given stays what it is.
        each.forEach(carried -> carried.receiveOldest(given, Origin.CARRIED_OVER));
        each.forEach(carried -> carried.receiveOldest(given, Origin.CURRENT));
        return each.stream().map(CarriedMoney::side).toList();
    }

    private void giveOldest(Map<Fund, long[]> given) {
        for (int i = 0; i < split.length; i++) {
            Leg leg = side.legs().get(i);
            if (!leg.takesFree()) {
                continue;
            }
            long rest = -leg.amount().fen();
            for (int times = TIMES_MAX; times > Account.timesCarried(leg.line()); times--) {
                split[i][times] = take(leg.line(), times, rest);
                rest -= split[i][times];
            }
            split[i][Account.timesCarried(leg.line())] = rest;
            long[] sums = sums(given, leg);
            for (int times = 0; times <= TIMES_MAX; times++) {
                sums[times] += split[i][times];
            }
        }
    }

    private void receiveOldest(Map<Fund, long[]> given, Origin origin) {
        for (int i = 0; i < split.length; i++) {
            Leg leg = side.legs().get(i);
            if (!receives(leg) || leg.line().origin() != origin) {
                continue;
            }
            long rest = leg.amount().fen();
            for (int times = TIMES_MAX; times >= Account.timesCarried(leg.line()); times--) {
                split[i][times] = Math.min(sums(given, leg)[times], rest);
                sums(given, leg)[times] -= split[i][times];
                rest -= split[i][times];
            }
            split[i][Account.timesCarried(leg.line())] += rest;
        }
    }

    private static List<Side> carriedForward(Side own, Side next, LocalDate day) {
        CarriedMoney out = new CarriedMoney(own);
        List<Leg> in = new ArrayList<>();
        for (int i = 0; i < out.split.length; i++) {
            Leg leg = own.legs().get(i);
            Account account = own.open().account(leg.line());
            int first = Account.timesCarried(leg.line());
            out.left.computeIfAbsent(leg.line(), line -> {
                long[] shares = out.shares(line);
                shares[first] = account.total().lowestFrom(day).plus(account.carried().negated()).fen();
                return shares;
            });
            long rest = -leg.amount().fen();
            for (int times = first; times <= TIMES_MAX; times++) {
                long part = out.take(leg.line(), times, rest);
                out.split[i][times] = part;
                rest -= part;
                if (part > 0) {
                    in.add(next.legs().get(i).part(Money.ofFen(part), times + 1));
                }
            }
        }
        return List.of(out.side(), next.with(in));
    }

    /** The mirror of what was posted; where a line has no such old money any more, it gives of its own. */
    private static List<Side> reversed(List<Side> sides) {
        Map<Fund, long[]> missing = new EnumMap<>(Fund.class);
        List<CarriedMoney> each = sides.stream().map(CarriedMoney::new).toList();
        each.forEach(carried -> carried.giveBack(missing));
        each.forEach(carried -> carried.receiveBack(missing));
        return each.stream().map(CarriedMoney::side).toList();
    }

    private void giveBack(Map<Fund, long[]> missing) {
        for (int i = 0; i < split.length; i++) {
            Leg leg = side.legs().get(i);
            if (leg.takesFree()) {
                int times = timesCarried(leg);
                int own = Account.timesCarried(leg.line());
                long amount = -leg.amount().fen();
                split[i][times] = times == own ? amount : take(leg.line(), times, amount);
                sums(missing, leg)[times] += amount - split[i][times];
                split[i][own] += amount - split[i][times];
            }
        }
    }

    private void receiveBack(Map<Fund, long[]> missing) {
        for (int i = 0; i < split.length; i++) {
            Leg leg = side.legs().get(i);
            if (receives(leg)) {
                int times = timesCarried(leg);
                long amount = leg.amount().fen();
                split[i][times] = amount - Math.min(sums(missing, leg)[times], amount);
                sums(missing, leg)[times] -= amount - split[i][times];
                split[i][Account.timesCarried(leg.line())] += amount - split[i][times];
            }
        }
    }

    private static boolean receives(Leg leg) {
        return !leg.frozen() && leg.amount().isPositive();
    }

    /** How often the money of a leg was carried, as far as the leg and its line say. */
    private static int timesCarried(Leg leg) {
        int own = Account.timesCarried(leg.line());
        return leg.timesCarried() == null ? own : Math.max(own, leg.timesCarried());
    }

    private static long[] sums(Map<Fund, long[]> each, Leg leg) {
        return each.computeIfAbsent(leg.line().fund(), _ -> new long[TIMES_MAX + 1]);
    }

    /** Takes of a line what it has of money carried so often, at most an amount. */
    private long take(Line line, int times, long most) {
        long[] shares = left.computeIfAbsent(line, this::shares);
        long taken = Math.clamp(shares[times], 0, most);
        shares[times] -= taken;
        return taken;
    }

    private long[] shares(Line line) {
        Account account = side.open().account(line);
        return new long[] {0, account.carriedOnce().fen(), account.carriedTwice().fen()};
    }

    /** The side with a leg for each age of its money. */
    private Side side() {
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < split.length; i++) {
            Leg leg = side.legs().get(i);
            int own = Account.timesCarried(leg.line());
            if (leg.frozen()) {
                legs.add(leg);
            }
            for (int times = 0; times <= TIMES_MAX; times++) {
                if (split[i][times] > 0) {
                    Money amount = Money.ofFen(leg.amount().isNegative() ? -split[i][times] : split[i][times]);
                    // What the origin says need not be said; a mirror says what it mirrors.
                    boolean said = times > own || (leg.timesCarried() != null && times == timesCarried(leg));
                    legs.add(leg.part(amount, said ? Integer.valueOf(times) : null));
                }
            }
        }
        return side.with(legs);
    }
}
