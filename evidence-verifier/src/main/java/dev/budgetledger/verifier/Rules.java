package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.PostedFact.Account;
import dev.budgetledger.verifier.PostedFact.Entry;
import dev.budgetledger.verifier.Publications.Published;

/**
 * 规则: whether the ledger, which signed the facts, could have accepted them by its own rules, as the page on refusals has
 * them. Only the first that it could not is of interest: of a state that cannot be, the next rule says nothing.
 */
final class Rules {

    private static final long ENTRY_FEN_MAX = 1_000_000_000_000_000L;
    private static final long TURNOVER_FEN_MAX = 4000 * ENTRY_FEN_MAX;

    private final String department;
    private final int year;
    private final Names names;
    final FourEyes eyes;
    private final Map<Line, Funds> lines = new HashMap<>();
    final Chart chart = new Chart();
    private final Map<List<String>, Said> targets = new HashMap<>();
    private final Set<String> reversed = new HashSet<>();
    private boolean comparative;
    private boolean closed;
    private long publications;
    private long turnover;
    private Map.@Nullable Entry<Long, Fault> breach;

    /** @param facts of the package, by the line on which they stand */
    Rules(String department, int year, Names names, IntFunction<LoggedFact> facts) {
        this.department = department;
        this.year = year;
        this.names = names;
        this.eyes = new FourEyes(department + "-" + year, facts);
    }

    /** What a line has, free and frozen, over effective dates. */
    private record Funds(Balance free, Balance frozen) {}

    /** The first position at which a rule was broken, and which. */
    Optional<Map.Entry<Long, Fault>> breach() {
        return Optional.ofNullable(breach);
    }

    /** @param same whether a form is of the place that adopted it first */
    void adopted(long position, boolean same) {
        judge(position, () -> keep(same, "表样改属他地", "a form of another place is adopted under the same id"));
    }

    void opened(boolean withPartOnly) {
        comparative = withPartOnly;
    }

    void closed(long position, LocalDate effectiveOn) {
        judge(position, () -> {
            keep(!closed, "已结账", "the year is closed already");
            keep(effectiveOn.getYear() == year || effectiveOn.getYear() == year + 1,
                    "结账日期不在年度内", "the closing is effective outside the year");
            keep(lines.values().stream().allMatch(funds -> funds.frozen().last() == 0),
                    "结账时有冻结资金", "the year is closed on frozen money");
            closed = true;
        });
    }

    /** Units, projects or names were defined. */
    void charted(long position) {
        judge(position, () -> keep(!closed, "已结账后定义单位、项目或名称", "units, projects or names are defined after the year was closed"));
    }

    /** 陈述: it is of what the budget has. Which slots a form has is not looked at: the form need not be in the package. */
    void said(long position, Said said) {
        judge(position, () -> {
            int day = said.effectiveOn().getYear();
            keep(day == year - 1 || day == year, "业务日期不在年度内", "effective outside the fiscal year");
            keep(said.unitNotOf(chart) == null, "单位未定义", "a unit that is not defined before");
            boolean ofAProject = said.is("performance") || said.is("attainment") || said.is("procurement");
            keep(!ofAProject || said.key().isEmpty() || isProject(said.key()), "项目未定义", "a project that is not defined before");
            keep(!said.is("attainment") || isSet(said), "绩效指标未设定", "an indicator that was not set before");
            keep(!said.is("procurement") || said.fen() <= projectFrom(said), "采购超过项目资金", "more is bought than the project has");
            if (said.is("performance")) {
                targets.merge(said.of(), said, (before, after) -> before.effectiveOn().isAfter(after.effectiveOn()) ? before : after);
            }
        });
    }

    private boolean isProject(String code) {
        return chart.hasProject(code) || lines.keySet().stream().anyMatch(line -> code.equals(line.project()));
    }

    private boolean isSet(Said said) {
        Said set = targets.get(said.of());
        return set != null && new HashSet<>(set.named()).containsAll(said.named());
    }

    private long projectFrom(Said said) {
        return lines.entrySet().stream()
                .filter(each -> each.getKey().isOf("PROJECT") && said.key().equals(each.getKey().project()) && said.counts(each.getKey()))
                .mapToLong(each -> each.getValue().free().with(each.getValue().frozen()).lowestFrom(said.effectiveOn().toEpochDay()))
                .sum();
    }

    void published(long position, Published published) {
        judge(position, () -> {
            keep(published.number() == ++publications, "公开次序有误", "publications are not numbered 1, 2, 3 …");
            keep(published.publishedOn().getYear() >= year - 1, "公开日期早于年度", "published before the year");
            keep(published.position() < position, "所公开的位置尚未记账", "what is published was not recorded yet");
            keep(published.ofUnit() == null || chart.hasUnit(published.ofUnit()), "所公开的单位未定义", "published of a unit that there is not");
        });
    }

    /** 提请, and what became of it. */
    void proposal(long position, Proposals.Step step) {
        judge(position, () -> eyes.take(step));
    }

    /** @param original what is reversed, if something is */
    void posted(LoggedFact logged, PostedFact fact, @Nullable PostedFact original) {
        judge(fact.position(), () -> {
            boolean carriedOut = fact.carriesOutOf(year);
            keep(!closed || carriedOut, "已结账后记账", "posted after the year was closed");
            if (original != null) {
                keep(reversed.add(original.id()), "重复冲销", "reversed before");
                keep(!fact.effectiveOn().isBefore(original.effectiveOn()), "冲销早于原记账", "counts before what it reverses");
            }
            dated(fact, original);
            joined(fact, original);
            for (Entry entry : fact.entries()) {
                Line line = entry.line();
                if (line != null) {
                    complete(line);
                    coded(line, fact.position());
                    charted(line, fact.type().equals(PostedFact.CARRIED) && !carriedOut);
                    keep(Math.abs(entry.fen()) <= ENTRY_FEN_MAX, "金额过大", "an amount out of range");
                    keep(entry.fen() >= 0 || lines.containsKey(line),
                            "动用未知指标", "money is taken from a line that never had any");
                }
            }
            if (original == null) {
                shaped(fact, carriedOut);
            }
            eyes.posted(logged, fact, line -> held(line, fact.effectiveOn()));
            move(fact);
        });
    }

    private long held(Line line, LocalDate on) {
        Funds funds = lines.get(line);
        return funds == null ? 0 : Math.addExact(funds.free().on(on.toEpochDay()), funds.frozen().on(on.toEpochDay()));
    }

    private void judge(long position, Runnable rules) {
        if (breach == null) {
            try {
                rules.run();
            } catch (Fault e) {
                breach = Map.entry(position, e);
            } catch (ArithmeticException e) {
                breach = Map.entry(position, new Fault("金额过大", "amounts beyond counting"));
            }
        }
    }

    /** 业务日期: of what is carried forward, and of its reversal, the year carried out of counts. */
    private void dated(PostedFact fact, @Nullable PostedFact original) {
        String other = fact.other();
        int last = other == null ? year : Math.min(year, PostedFact.year(other));
        int first = original != null
                ? Math.min(last, original.effectiveOn().getYear())
                : fact.type().equals(PostedFact.ALLOCATED) ? last - 1 : last; // 提前下达
        int day = fact.effectiveOn().getYear();
        keep(day >= first && day <= last, "业务日期不在年度内", "effective outside the fiscal year");
    }

    /** 往来: which budget the other one is, and that both it and its half are named. */
    private void joined(PostedFact fact, @Nullable PostedFact original) {
        String other = fact.other();
        String half = fact.counterpart();
        keep((other == null) == (half == null) && (half == null || half.startsWith(other + "-")),
                "另一预算与另一半不符", "the other budget is not that of the other half");
        keep(original == null || (original.counterpart() == null) == (half == null),
                "只冲销了一半", "only one half is reversed");
        if (other != null) {
            boolean same = other.substring(0, other.lastIndexOf('-')).equals(department);
            int away = PostedFact.year(other) - year;
            keep(switch (fact.type()) {
                case PostedFact.CARRIED -> same && Math.abs(away) == 1;
                case PostedFact.TRANSFERRED -> !same && away == 0;
                default -> false;
            }, "另一预算有误", "money goes to or comes from a budget that it cannot");
        }
    }

    private void complete(Line line) {
        boolean project = line.isOf("PROJECT");
        keep(line.project() == null || project, "非项目支出列有项目", "a project, though the kind is not PROJECT");
        if (!comparative) {
            boolean basic = line.isOf("PERSONNEL") || line.isOf("OPERATING");
            keep(line.kind() != null && !line.isOf("BASIC") && line.function() != null
                            && (!basic || line.economic() != null) && (!project || line.project() != null),
                    "指标要素不全", "a line that lacks what its kind requires");
        }
    }

    private void coded(Line line, long position) {
        coded(Names.Classification.FUNCTION, line.function(), 7, position);
        coded(Names.Classification.ECONOMIC, line.economic(), 5, position);
        coded(Names.Classification.GOVERNMENT_ECONOMIC, line.governmentEconomic(), 5, position);
    }

    private void coded(Names.Classification of, @Nullable String code, int digits, long position) {
        keep(code == null || ((comparative ? code.length() <= digits : code.length() == digits)
                        && names.knows(of, code, position)),
                "科目 " + code + " 此前未定义", "the code " + code + " is not defined before");
    }

    /** Lines from before the units or projects were distinguished stay what they are; so does, of no unit, what comes from the year before. */
    private void charted(Line line, boolean carriedIn) {
        boolean known = comparative || lines.containsKey(line);
        keep(known || chart.allowsUnitOf(line) || (carriedIn && line.unit() == null), "单位未定义", "a unit that is not defined before, or none");
        keep(known || chart.allowsProjectOf(line), "项目未定义", "a project that is not defined before");
    }

    /** Which accounts each type moves, and which way. */
    private static void shaped(PostedFact fact, boolean carriedOut) {
        List<Entry> free = fact.entries().stream().filter(entry -> entry.account() instanceof Account.Free).toList();
        boolean frozen = fact.entries().stream().anyMatch(Entry::isFrozen);
        boolean source = fact.entries().stream().anyMatch(entry -> entry.account() instanceof Account.Source);
        boolean other = fact.other() != null;
        keep(!free.isEmpty() && switch (fact.type()) {
            case PostedFact.ALLOCATED -> !frozen && !other && free.stream().allMatch(entry -> entry.fen() > 0);
            case PostedFact.ADJUSTED -> !frozen && !other && free.stream().allMatch(entry -> entry.fen() != 0);
            case PostedFact.FROZEN -> !source && !other && held(fact, 1);
            case PostedFact.RELEASED -> !source && !other && held(fact, -1);
            case PostedFact.CARRIED -> !frozen && !source && other && free.stream().allMatch(entry ->
                    carriedOut ? entry.fen() < 0 : entry.fen() > 0 && !line(entry).isCurrent());
            case PostedFact.TRANSFERRED -> !frozen && !source && transferred(free, other, fact.authorised());
            default -> false;
        }, "分录不合其类型", "its entries are not what a " + fact.type() + " moves");
    }

    /** 冻结, 解冻: for each line as much between free and frozen, this way. */
    private static boolean held(PostedFact fact, int sign) {
        Map<Line, Long> moved = new HashMap<>();
        for (Entry entry : fact.entries()) {
            if (entry.isFrozen() ? sign * entry.fen() <= 0 : sign * entry.fen() >= 0) {
                return false;
            }
            moved.merge(line(entry), entry.fen(), Math::addExact);
        }
        return moved.values().stream().allMatch(sum -> sum == 0);
    }

    /** 调剂, 划转: out of one line, into another; each may have entries of money carried never, once and twice. */
    private static boolean transferred(List<Entry> free, boolean other, boolean authorised) {
        List<Line> lines = free.stream().map(Rules::line).distinct().toList();
        Set<Line> lowered = new HashSet<>();
        Set<Line> raised = new HashSet<>();
        free.forEach(entry -> (entry.fen() < 0 ? lowered : raised).add(line(entry)));
        return free.stream().allMatch(entry -> entry.fen() != 0) && lowered.size() + raised.size() == lines.size()
                && (other ? lines.size() == 1 : lines.size() == 2 && moved(lines.get(0), lines.get(1), authorised));
    }

    /** 调剂 between two lines of one origin, and of one 项 and kind unless a paper allows it. */
    private static boolean moved(Line from, Line to, boolean authorised) {
        return !from.equals(to) && from.origin().equals(to.origin()) && (authorised || !from.isAcrossFrom(to));
    }

    private static Line line(Entry entry) {
        return Objects.requireNonNull(entry.line());
    }

    /** No line is overdrawn at any date, and no more is released than is frozen. */
    private void move(PostedFact fact) {
        Map<Balance, Long> moved = new HashMap<>();
        for (Entry entry : fact.entries()) {
            Line line = entry.line();
            if (line != null) {
                Funds funds = lines.computeIfAbsent(line, key -> new Funds(new Balance(), new Balance()));
                moved.merge(entry.isFrozen() ? funds.frozen() : funds.free(), entry.fen(), Math::addExact);
                turnover += entry.isFrozen() || entry.fen() < 0 ? 0 : entry.fen();
                keep(turnover <= TURNOVER_FEN_MAX, "周转额过大", "the budget turns over more than it may");
            }
        }
        long day = fact.effectiveOn().toEpochDay();
        moved.forEach((balance, fen) -> balance.add(day, fen));
        for (Entry entry : fact.entries()) {
            Funds funds = entry.line() == null ? null : lines.get(entry.line());
            if (funds != null && entry.fen() < 0) {
                Balance balance = entry.isFrozen() ? funds.frozen() : funds.free();
                keep(balance.lowestFrom(day) >= 0, entry.isFrozen() ? "冻结资金不足" : "指标余额不足",
                        entry.isFrozen() ? "more is released than is frozen" : "a line is overdrawn");
            }
        }
    }

    private static void keep(boolean kept, String chinese, String english) {
        Fault.require(kept, chinese, english);
    }
}
