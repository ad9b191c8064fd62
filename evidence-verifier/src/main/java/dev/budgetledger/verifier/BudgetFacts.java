package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.verifier.Balances.LineMoney;

/** 事实 of a budget and of the catalogue of its year: what its tables and documents are made of, and whether they keep the rules. */
final class BudgetFacts {

    private final AsOf asOf;
    private final int fiscalYear;
    private final Map<String, PostedFact> postings = new HashMap<>();
    private final Map<PostedFact.Account, PostedFact.Account> accounts = new HashMap<>();
    private boolean comparative;
    private long openedAt = Long.MAX_VALUE;
    final Names names = new Names();
    final Rules rules;
    final Publications publications;
    final Statements statements = new Statements();
    final List<PostedFact> posted = new ArrayList<>();

    /** 行政区划代码, if one was said when the budget was opened. */
    @Nullable String jurisdiction;

    /**
     * Nothing yet.
     *
     * @param fiscalYear that of the package, or the one before it
     * @param facts by the line on which they stand
     */
    BudgetFacts(AsOf asOf, int fiscalYear, List<VerifierKey> keys, IntFunction<LoggedFact> facts) {
        this.asOf = asOf;
        this.fiscalYear = fiscalYear;
        this.publications = new Publications(keys, fiscalYear);
        this.rules = new Rules(asOf.department(), fiscalYear, names, facts);
    }

    /** @throws Fault if it is another budget than it should be */
    void open(LoggedFact fact) {
        Json.Members opened = fact.fact().only("comparative", "department", "fiscalYear", "jurisdiction?");
        jurisdiction = opened.textIfAny("jurisdiction", Known.JURISDICTION);
        comparative = opened.flag("comparative");
        openedAt = fact.position();
        Json.Members department = opened.object("department");
        // In the year before it may have been called otherwise.
        boolean same = fiscalYear == asOf.fiscalYear()
                ? department.equals(asOf.departmentJson())
                : department.only("code", "name").text("code").equals(asOf.department());
        Fault.require(same && opened.whole("fiscalYear") == fiscalYear,
                "部门或年度与开立预算的事实不符", "opened another department or year than the package is of");
    }

    boolean isOpenBy(long position) {
        return openedAt <= position;
    }

    void name(LoggedFact fact) {
        switch (fact.type()) {
            case "ClassificationsDefined" -> names.add(fact, fiscalYear);
            case "NamesDefined" -> names.addOwn(fact);
            default -> {}
        }
    }

    /** @param line on which it stands */
    void post(LoggedFact fact, int line) {
        switch (fact.type()) {
            case "BudgetOpened" -> rules.opened(comparative);
            case "ClassificationsDefined" -> {} // looked at as names
            case "UnitsDefined" -> {
                rules.chart.units(fact.fact(), fact.position());
                rules.charted(fact.position());
            }
            case "ProjectsDefined" -> {
                rules.chart.projects(fact.fact(), fact.position());
                rules.charted(fact.position());
            }
            case "NamesDefined" -> rules.charted(fact.position()); // looked at as names
            case "StatementMade" -> {
                Said said = Said.of(fact);
                statements.add(said, fact.position(), line);
                rules.said(fact.position(), said);
            }
            case "YearClosed" -> {
                Json.Members closed = fact.fact().only("documentNo", "effectiveOn", "reason");
                SourceDocument.require(closed);
                rules.closed(fact.position(), closed.date("effectiveOn"));
            }
            case "RulesAdopted" -> rules.eyes.adopted(fact);
            case Proposals.PROPOSED, Proposals.APPROVED, Proposals.REJECTED, Proposals.WITHDRAWN ->
                rules.proposal(fact.position(), Proposals.Step.of(fact, line));
            case "DisclosurePublished" -> rules.published(fact.position(), publications.add(fact));
            default -> {
                Fault.require(PostedFact.isOne(fact), "类型未知, 需要更新的核验程序", "is of a type that a newer verifier may know");
                post(fact, PostedFact.of(fact).sharing(accounts));
            }
        }
    }

    private void post(LoggedFact logged, PostedFact fact) {
        String reverses = fact.reverses();
        // It stands before it in the same stream, and so in this file.
        PostedFact original = reverses == null ? null : postings.get(reverses);
        if (reverses != null) {
            Fault.require(original != null, "冲销的不是此前的记账", "reverses what is no posting before it");
            Fault.require(original != null && fact.mirrors(original), "不是原记账的镜像", "does not mirror " + reverses);
        }
        postings.put(fact.id(), fact);
        posted.add(fact);
        rules.posted(logged, fact, original);
    }

    /** The budget that these facts come to. */
    Budget budget(List<LineMoney> money, LocalDate on, long position) {
        return new Budget(fiscalYear, comparative, money, names, rules.chart.natures(on, position), position,
                rules.chart.called(on, position));
    }

    /**
     * The same on its last day.
     *
     * @param amounts all, frozen or free
     */
    Budget atYearEnd(boolean approved, long position, String amounts) {
        LocalDate on = LocalDate.of(fiscalYear, 12, 31);
        Balances balances = new Balances(new Balances.Point(fiscalYear, on, approved));
        posted.stream().takeWhile(each -> each.position() <= position).forEach(balances::add);
        return budget(balances.lines(amounts), on, position);
    }
}
