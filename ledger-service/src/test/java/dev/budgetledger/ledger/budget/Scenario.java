package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.ledger.SampleForms;
import dev.budgetledger.ledger.budget.Command.LineAmount;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays a scenario line by line: a command, and below it what is expected of it.
 *
 * <p>A command is one to the budget opened or named (预算) last.
 */
final class Scenario {

    private static final Pattern RULE = Pattern.compile("([^/≥=]+)((?:/[^/≥=]+)*)(?:≥([0-9.]+))?(?:≥([0-9]+)%)?=([0-9])");
    private static final Map<String, PostingType> OPERATIONS = Map.of("下达", PostingType.ALLOCATE, "追加", PostingType.ADJUST, "调剂",
            PostingType.TRANSFER, "冻结", PostingType.FREEZE, "解冻", PostingType.RELEASE, "结转", PostingType.CARRY_FORWARD, "冲销", PostingType.REVERSE);

    private final Map<String, Line> lines = new HashMap<>();
    private final PlainBooks books = new PlainBooks();
    private BudgetId id = new BudgetId("301", 2023);
    private @Nullable String authority;
    private @Nullable String ofUnit;
    private String by = "经办";
    private @Nullable Decision decision;

    void play(String text) {
        List<String> words = Arrays.stream(text.split("#", 2)[0].strip().split("\\s+")).toList();
        String step = words.getFirst();
        switch (step) {
            case "" -> {}
            case "科目" -> classify(words.subList(1, words.size()));
            case "指标" -> lines.put(words.get(1), line(words.subList(3, words.size())));
            case "预算" -> id = new BudgetId(words.get(1), Integer.parseInt(words.get(2)));
            case "依据" -> authority = words.get(1);
            case "所属" -> ofUnit = words.get(1);
            case "准" -> accepted();
            case "拒" -> refused(words.get(1), words.get(2));
            case "余额" -> assertThat(account(words.get(1)).total().balance()).isEqualTo(Money.ofYuan(words.get(2)));
            case "冻结额" -> assertThat(account(words.get(1)).frozen().balance()).isEqualTo(Money.ofYuan(words.get(2)));
            case "开立", "开立对比" -> {
                int year = Integer.parseInt(words.get(2));
                id = new BudgetId(words.get(1), year);
                decide(new Command.OpenBudget(new Department(words.get(1), "某部门"), year, step.equals("开立对比")));
            }
            case "下达", "追加", "冻结", "解冻", "结转", "冲销", "调剂", "划转" -> decide(post(words));
            case "经办" -> by = words.get(1);
            case "今日" -> books.passTo(LocalDate.parse(words.get(1)));
            case "规则" -> decide(new Command.AdoptRules(id.fiscalYear(), words.get(2).equals("各部门") ? null : id.department(),
                    paper(words), words.subList(3, words.size()).stream().map(Scenario::rule).toList()));
            case "提请" -> decide(Command.Propose.of(post(words.subList(2, words.size())),
                    words.get(1).equals("-") ? null : LocalDate.parse(words.get(1))));
            case "复核" -> decide(new Command.Approve(id, words.get(1)));
            case "退回" -> decide(new Command.Reject(id, words.get(1), "依据不足"));
            case "撤回" -> decide(new Command.Withdraw(id, words.get(1), "重新测算"));
            case "经手" -> assertThat(approval(words.get(1))).isEqualTo(words.subList(2, words.size()));
            case "单位" -> decide(new Command.DefineUnits(id, words.subList(1, words.size()).stream()
                    .map(code -> new BudgetUnit(code, "单位" + code, BudgetUnit.Nature.OTHER, null))
                    .toList()));
            case "项目" -> decide(new Command.DefineProjects(id, words.subList(1, words.size()).stream()
                    .map(code -> new Project(code, "项目" + code, null, null))
                    .toList()));
            case "名称" -> decide(new Command.DefineNames(id, words.subList(1, words.size()).stream()
                    .map(code -> new Classification(Classification.Type.ECONOMIC, code, "科目" + code))
                    .toList()));
            // 绩效 and 完成 day project indicators; 采购 day project quantity × price = funding; 资产 day total rows; 概况 day units;
            // 说明 day form slot postings
            case "绩效" -> say(words, words.get(2), new Statement.Performance(List.of("目标"), List.of(), List.of(), words.subList(3, words.size())
                    .stream().map(third -> new Statement.Indicator("产出指标", "数量指标", third, null, null, "一", null, null)).toList()));
            case "完成" -> say(words, words.get(2), new Statement.Attainment(words.subList(3, words.size()).stream()
                    .map(third -> new Statement.AttainedIndicator("产出指标", "数量指标", third, "一", null, null, null)).toList()));
            case "采购" -> say(words, words.get(2), new Statement.Procurement(words.subList(3, words.size()).stream()
                    .map(Scenario::purchase).toList()));
            case "资产" -> say(words, "-", new Statement.Assets(LocalDate.of(2022, 12, 31), words.subList(3, words.size()).stream()
                    .map(value -> new Statement.AssetRow("设备", null, Money.ofYuan(value))).toList(), Money.ofYuan(words.get(2))));
            case "概况" -> say(words, "-", new Statement.Profile(List.of("职责"), words.subList(2, words.size()).stream()
                    .map(unit -> new Statement.Institution(unit, "单位" + unit, null, null, null)).toList()));
            case "说明" -> say(words, words.get(3), new Statement.Explanation(
                    words.get(2), List.of("原因"), words.subList(4, words.size())));
            case "结账" -> decide(new Command.CloseYear(id, paper(words)));
            // 表样 id jurisdiction tables
            case "表样" -> decide(new Command.AdoptForm(form(words)));
            // 公开 day 位置 position 检查点 size 本账|他账 and 表样 id jurisdiction tables, if in a form
            case "公开" -> {
                int documents = words.contains("文档") ? words.indexOf("文档") : words.size();
                List<String> form = words.subList(Math.min(7, documents), documents);
                decide(publish(words, form.isEmpty() ? null : form(form), documents(words.subList(documents, words.size()))));
            }
            case "公开次数" -> assertThat(((Budget.Open) books.budget(id)).publications()).isEqualTo(Long.parseLong(words.get(1)));
            default -> throw new IllegalArgumentException("not a step: " + text);
        }
    }

    private Command.Post post(List<String> words) {
        return switch (words.getFirst()) {
            case "下达" -> new Command.Allocate(id, paper(words), amounts(words));
            case "追加" -> new Command.Adjust(id, paper(words), amounts(words));
            case "冻结" -> new Command.Freeze(id, paper(words), amounts(words));
            case "解冻" -> new Command.Release(id, paper(words), amounts(words));
            case "结转" -> new Command.CarryForward(id, paper(words), amounts(words));
            case "冲销" -> new Command.Reverse(id, paper(words), words.get(2));
            case "调剂" -> new Command.Transfer(id, paper(words), authority, Money.ofYuan(words.get(5)),
                    line(words.get(2)), null, line(words.get(4)));
            // 划转 day from → department to amount
            case "划转" -> new Command.Transfer(id, paper(words), authority, Money.ofYuan(words.get(6)),
                    line(words.get(2)), words.get(4), line(words.get(5)));
            default -> throw new IllegalArgumentException("moves no money: " + words);
        };
    }

    /** 追加、下达/项目支出/跨项≥1000.00≥10%=2: operations, kinds and funds, from which amount or share on, how many checkers. */
    private static CheckRule rule(String text) {
        Matcher parts = RULE.matcher(text);
        assertThat(parts.matches()).as(text).isTrue();
        List<String> of = List.of(parts.group(2).split("/", -1));
        List<Kind> kinds = Arrays.stream(Kind.values()).filter(kind -> of.contains(kind.chinese())).toList();
        List<Fund> funds = Arrays.stream(Fund.values()).filter(fund -> of.contains(fund.chinese())).toList();
        return new CheckRule(
                Arrays.stream(parts.group(1).split("、", -1)).map(name -> Objects.requireNonNull(OPERATIONS.get(name), name)).toList(),
                kinds.isEmpty() ? null : kinds, funds.isEmpty() ? null : funds, of.contains("跨项") ? true : null,
                parts.group(3) == null ? null : Money.ofYuan(parts.group(3)),
                parts.group(4) == null ? null : Integer.valueOf(parts.group(4)), Integer.parseInt(parts.group(5)));
    }

    /** Who proposed a posting, and who approved it. */
    private List<String> approval(String postingId) {
        Posting.Place place = Posting.Place.of(postingId).orElseThrow();
        Approval approval = books.posting(place.stream(), place.sequence()).orElseThrow().posting().approval();
        return approval == null ? List.of()
                : Stream.concat(Stream.of(approval.proposedBy()), approval.approvedBy().stream()).toList();
    }

    void end() {
        assertThat(decision).as("a command without an expectation").isNull();
    }

    private void decide(Command command) {
        end();
        decision = Decider.decide(books, command, by, null);
        if (command instanceof Command.Transfer || command instanceof Command.Propose) {
            authority = null;
        }
    }

    private void accepted() {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        List<NewFact> facts = ((Decision.Accepted) Objects.requireNonNull(decision)).facts();
        assertThat(facts.getFirst().stream()).isEqualTo(
                switch (facts.getFirst().fact()) {
                    case Fact.FormAdopted(Form form) -> Form.stream(form.id());
                    case Fact.RulesAdopted _ when BudgetId.isClassificationStream(facts.getFirst().stream()) ->
                        BudgetId.classificationStream(id.fiscalYear());
                    default -> id.stream();
                });
        for (NewFact recorded : facts) {
            if (recorded.fact() instanceof Fact.DisclosurePublished published) {
                Publication.Point asOf = published.publication().asOf();
                assertThat(asOf.recordedAsOf()).isEqualTo(books.recordedAt(asOf.position()));
                assertThat(published.number()).isEqualTo(((Budget.Open) books.budget(id)).publications() + 1);
            }
            if (recorded.fact() instanceof Fact.Posted posted) {
                long next = books.budget(BudgetId.ofStream(recorded.stream())).facts();
                assertThat(posted.posting().id()).isEqualTo(recorded.stream() + "-" + next);
            }
        }
        if (facts.size() == 2) {
            assertThatTheTwoHalvesMeet((Fact.Posted) facts.get(0).fact(), (Fact.Posted) facts.get(1).fact());
        }
        books.record(facts);
        decision = null;
    }

    /** Each half names the other, and what one owes the other is owed. */
    private static void assertThatTheTwoHalvesMeet(Fact.Posted own, Fact.Posted other) {
        assertThat(own.counterpart()).isEqualTo(other.posting().id());
        assertThat(other.counterpart()).isEqualTo(own.posting().id());
        assertThat(between(own)).isEqualTo(between(other).negated()).isNotEqualTo(Money.ZERO);
    }

    private static Money between(Fact.Posted half) {
        return half.posting().entries().stream()
                .filter(Entry.OfCounterpart.class::isInstance)
                .map(Entry::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    private void refused(String code, String field) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        Refusal refusal = ((Decision.Refused) Objects.requireNonNull(decision)).refusal();
        assertThat(refusal.code() + " " + refusal.field()).as(refusal.detail()).isEqualTo(code + " " + field);
        decision = null;
    }

    /** 科目 year? 功能 codes 经济 codes */
    private void classify(List<String> words) {
        int year = 2023;
        Classification.Type type = Classification.Type.FUNCTION;
        List<Classification> known = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "功能" -> type = Classification.Type.FUNCTION;
                case "经济" -> type = Classification.Type.ECONOMIC;
                case "政府经济" -> type = Classification.Type.GOVERNMENT_ECONOMIC;
                default -> {
                    if (word.length() == 4) {
                        year = Integer.parseInt(word);
                    } else {
                        known.add(new Classification(type, word, "科目" + word));
                    }
                }
            }
        }
        books.record(((Decision.Accepted) Decider.decide(
                books, new Command.DefineClassifications(year, known), "经办", null)).facts());
    }

    private static Line line(List<String> said) {
        List<String> words = said.stream().filter(word -> !word.contains("=")).toList();
        Fund fund = Arrays.stream(Fund.values()).filter(f -> f.chinese().equals(words.get(0))).findFirst().orElseThrow();
        Kind kind = words.get(2).equals("-")
                ? null
                : Arrays.stream(Kind.values()).filter(k -> k.chinese().equals(words.get(2))).findFirst().orElseThrow();
        boolean carriedOver = words.getLast().equals("结转");
        String project = words.size() > 4 && !(carriedOver && words.size() == 5) ? words.get(4) : "-";
        return new Line(fund, carriedOver ? Origin.CARRIED_OVER : Origin.CURRENT, named(said, "单位="),
                given(words.get(1)), kind, given(words.get(3)), named(said, "政府经济="), given(project),
                named(said, "标志="));
    }

    private static @Nullable String named(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith(name))
                .map(word -> word.substring(name.length()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String given(String word) {
        return word.equals("-") ? null : word;
    }

    private Line line(String name) {
        return Objects.requireNonNull(lines.get(name), name);
    }

    private List<LineAmount> amounts(List<String> words) {
        List<LineAmount> amounts = new ArrayList<>();
        for (int i = 2; i < words.size(); i += 2) {
            amounts.add(new LineAmount(line(words.get(i)), Money.ofYuan(words.get(i + 1))));
        }
        return amounts;
    }

    private static SourceDocument paper(List<String> words) {
        return new SourceDocument("财预〔2023〕1号", LocalDate.parse(words.get(1)), "情景");
    }

    private void say(List<String> words, String key, Statement.Content said) {
        decide(new Command.MakeStatement(id, paper(words), ofUnit, given(key), Statement.of(said)));
        ofUnit = null;
    }

    private static Statement.Purchase purchase(String text) {
        String[] parts = text.split("[×=]", -1);
        return new Statement.Purchase("其他办公设备", "A02029900", "台", parts[0], Money.ofYuan(parts[1]),
                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan(parts[2]))), null);
    }

    private static Form form(List<String> words) {
        int slots = words.indexOf("说明位");
        return slots < 0
                ? SampleForms.of(words.get(1), words.get(2), words.subList(3, words.size()))
                : SampleForms.of(words.get(1), words.get(2), words.subList(3, slots), words.subList(slots + 1, words.size()));
    }

    private Command.Publish publish(List<String> words, @Nullable Form form, @Nullable List<Publication.PinnedDocument> documents) {
        LocalDate day = LocalDate.of(2023, 12, 31);
        long position = Long.parseLong(words.get(3));
        String checkpoint = checkpoint(Long.parseLong(words.get(5)), words.get(6).equals("本账"));
        return form == null
                ? new Command.Publish(id, paper(words), day, position, Publication.Basis.ADJUSTED,
                        Publication.Unit.WAN_YUAN, tables(Publication.TABLES), checkpoint)
                : new Command.Publish(id, paper(words), day, position, Publication.Basis.ADJUSTED,
                        Publication.Unit.WAN_YUAN, new Publication.PinnedForm(form.id(), form.sha256()),
                        tables(form.tables().stream().map(TableForm::id).toList()), documents, checkpoint);
    }

    private static @Nullable List<Publication.PinnedDocument> documents(List<String> words) {
        return words.isEmpty() ? null : words.stream().skip(1)
                .map(format -> new Publication.PinnedDocument(Publication.Format.valueOf(format), "0".repeat(64)))
                .toList();
    }

    private static List<Publication.Table> tables(List<String> ids) {
        return ids.stream().map(id -> new Publication.Table(id, "0".repeat(64))).toList();
    }

    private String checkpoint(long size, boolean ofThisLog) {
        Hash root = ofThisLog && size <= books.logSize() ? books.root(size) : Hash.ofLeaf(new byte[0]);
        return new SignedNote(new Checkpoint("budget-ledger", size, root).text(),
                List.of(new SignedNote.Signature("budget-ledger", new byte[4], new byte[64]))).format();
    }

    private Account account(String line) {
        return ((Budget.Open) books.budget(id)).account(line(line));
    }
}
