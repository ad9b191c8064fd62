package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.CheckRule.Looked;

/**
 * 四眼: whether each posting of a budget had the checkers that the rules need, and is what they approved. Of a posting that touches another
 * budget only this half, and the rules of this budget and its year, are looked at: the others are not in the package.
 */
final class FourEyes {

    private final String stream;
    private final IntFunction<LoggedFact> facts;
    private final RuleBook rules = new RuleBook();
    private final Proposals proposals = new Proposals();
    private long needing;
    private long joint;

    /** @param facts by the line on which they stand */
    FourEyes(String stream, IntFunction<LoggedFact> facts) {
        this.stream = stream;
        this.facts = facts;
    }

    /** @throws Fault if it is not written as it must be */
    void adopted(LoggedFact fact) {
        rules.add(RuleBook.Adopted.of(fact), !fact.stream().equals(stream));
    }

    /** @throws Fault if a rule is broken */
    void take(Proposals.Step step) {
        proposals.take(step);
    }

    /**
     * A posting that is right otherwise.
     *
     * @param held what a line held on the day of the posting, by what was recorded before
     * @throws Fault if it had not the checkers that it needs, or is not what they approved
     */
    void posted(LoggedFact logged, PostedFact fact, ToLongFunction<Line> held) {
        Approval approval = fact.approval();
        ProposedPosting proposed = approval == null ? null : approved(approval, logged, fact);
        List<CheckRule> counting = new ArrayList<>();
        List<RuleBook.Adopted> adopted = rules.before(fact.position(), fact.effectiveOn(), logged.day());
        adopted.forEach(each -> counting.addAll(each.rules()));
        Looked looked = new Looked(fact.operation(), across(fact, proposed), fact.entries(), held);
        int needed = needed(counting, looked);
        int had = approval == null ? 0 : approval.approvedBy().size();
        Fault.require(had >= needed, "需 " + needed + " 人复核, 实有 " + had + " 人",
                "needs " + needed + " other than who proposed it, and has " + had);
        if (fact.other() == null) {
            Fault.require(adopted.isEmpty() || !Boolean.TRUE.equals(looked.across()) || isAllowed(counting, looked),
                    "跨项或跨支出性质调剂没有规则允许", "moves money across 项 or kinds without a rule that allows it");
        } else {
            joint++;
        }
        needing += needed > 0 ? 1 : 0;
    }

    /** What was approved, if it was proposed in this budget. */
    private @Nullable ProposedPosting approved(Approval approval, LoggedFact logged, PostedFact fact) {
        Fault.require(approval.isOfDifferentPeople(), "提请人和复核人有重复", "one person proposed and approved it, or approved it twice");
        Fault.require(approval.approvedBy().get(approval.approvedBy().size() - 1).equals(logged.postedBy()),
                "末位复核人不是记账人", "posted by another than who approved it last");
        if (!approval.isIn(stream)) {
            Fault.require(fact.other() != null && approval.isIn(fact.other()) && (fact.reverses() != null || isIncoming(fact)),
                    "提请不属于所涉预算", "proposed in a budget that it is not posted to");
            return null;
        }
        int line = proposals.post(approval, logged.day()).line();
        ProposedPosting proposed = ProposedPosting.of(facts.apply(line).fact().object("proposed"));
        Fault.require(proposed.isPostedBy(fact, logged.fact(), stream), "所记与提请不符", "posts another thing than was proposed");
        return proposed;
    }

    /** Whether it is the half that gets what the other budget gives: it is posted there. */
    private static boolean isIncoming(PostedFact fact) {
        return fact.entries().stream().allMatch(entry -> entry.line() == null || entry.fen() > 0);
    }

    private static int needed(List<CheckRule> rules, Looked posting) {
        return rules.stream().filter(rule -> rule.covers(posting)).mapToInt(CheckRule::checkers).max().orElse(0);
    }

    /** Whether a rule is of it and counts one of its lines, whatever the amount. */
    private static boolean isAllowed(List<CheckRule> rules, Looked posting) {
        return rules.stream().anyMatch(rule -> rule.isOf(posting)
                && posting.entries().stream().anyMatch(entry -> rule.counts(Objects.requireNonNull(entry.line()))));
    }

    /** Whether it is a transfer across 项 or kinds; nothing if that is not known. */
    private static @Nullable Boolean across(PostedFact fact, @Nullable ProposedPosting proposed) {
        if (!fact.operation().equals("TRANSFER")) {
            return false;
        }
        if (fact.other() != null) {
            return proposed == null ? null : proposed.across();
        }
        Line first = Objects.requireNonNull(fact.entries().get(0).line());
        return fact.entries().stream().anyMatch(entry -> first.isAcrossFrom(Objects.requireNonNull(entry.line())));
    }

    /**
     * What is to be said of it in one line, if rules were adopted.
     *
     * @param kept whether no rule was broken up to the end
     */
    void tell(Report report, boolean kept) {
        if (!rules.isEmpty()) {
            String known = joint == 0 ? "" : "; 涉及另一预算 " + joint + " 笔, 另一半及其规则未示";
            String knownEnglish = joint == 0 ? "" : "; of " + joint + " that touch another budget its half and its rules are not shown";
            report.fourEyes(kept, "需他人复核的记账 " + needing + " 笔, 均已由他人复核" + (kept ? "" : ", 至首次违规为止") + known,
                    needing + " postings needed another checker, " + (kept ? "each had one" : "each had one up to the first breach") + knownEnglish);
        }
    }
}
