package dev.budgetledger.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.SampleForm;

/** One of each fact, with every field filled. */
final class Samples {

    static final Line LINE =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010302", Kind.PROJECT, "30217", "公务服务和会务服务保障经费");
    static final Line OTHER = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", null);

    private Samples() {}

    static Posting posting(Entry... entries) {
        return new Posting("301-2023-1", "石财预〔2023〕1号", LocalDate.of(2023, 1, 1), "年初批复", List.of(entries));
    }

    static List<Fact> facts() {
        Money amount = Money.ofYuan("1850000");
        Posting given = posting(new Entry.OfLine(LINE, amount), new Entry.OfSource(Fund.GENERAL_PUBLIC, amount.negated()));
        Posting moved = posting(new Entry.OfLine(LINE, amount.negated()), new Entry.OfLine(OTHER, amount));
        return List.of(
                new Fact.BudgetOpened(new Department("301", "石家庄市人民政府办公室"), 2023, false),
                new Fact.BudgetOpened(new Department("301", "石家庄市人民政府办公室"), 2024, false, "130100"),
                new Fact.FormAdopted(SampleForm.whole()),
                new Fact.FormAdopted(SampleForm.ofADocument()),
                new Fact.ClientKeyRegistered("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", new ClientKey("client:国库系统",
                        new ClientPublicKey("Ed25519", "OKP", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", null),
                        List.of("officer"), List.of("301"), List.of(2023), Instant.parse("2023-01-01T00:00:00Z"), null)),
                new Fact.ClientKeyRevoked("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "密钥泄露"),
                new Fact.AuthorityRefused(Fact.AuthorityRefused.Door.HTTP, "Adjust", "302-2023", "NOT_GRANTED", "department",
                        "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b", 998, 3),
                new Fact.ClassificationsDefined(2023, List.of(
                        new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                        new Classification(Classification.Type.ECONOMIC, "30101", "基本工资"))),
                new Fact.UnitsDefined(List.of(
                        new BudgetUnit("301001", "石家庄市人民政府办公室本级", BudgetUnit.Nature.ADMINISTRATIVE, null),
                        new BudgetUnit("301002", "市政府机关后勤服务中心", BudgetUnit.Nature.PUBLIC_WELFARE_1,
                                LocalDate.of(2023, 7, 1)))),
                new Fact.ProjectsDefined(List.of(
                        new Project("130100230301", "公务服务和会务服务保障经费", "部门预算项目", "301001"),
                        new Project("130100230302", "政务网站运行维护", null, null))),
                new Fact.NamesDefined(List.of(
                        new Classification(Classification.Type.FUNCTION, "20103", "政府办公厅（室）及相关机构事务"),
                        new Classification(Classification.Type.ECONOMIC, "30202", "印刷及复制费"))),
                new Fact.RulesAdopted("石财预〔2023〕2号", LocalDate.of(2023, 1, 1), "内部控制", List.of(
                        new CheckRule(List.of(PostingType.ALLOCATE, PostingType.ADJUST), List.of(Kind.BASIC, Kind.PROJECT),
                                List.of(Fund.GENERAL_PUBLIC), null, amount, null, 2),
                        new CheckRule(List.of(PostingType.TRANSFER), null, null, true, null, 10, 1))),
                new Fact.PostingProposed(proposed(amount), proposed(amount).digest(), "预算处 王", LocalDate.of(2023, 1, 5),
                        LocalDate.of(2023, 2, 4)),
                proposedTransfer(amount),
                new Fact.ProposalApproved("301-2023-2", "预算处 王"),
                new Fact.ProposalRejected("301-2023-2", "依据不足"),
                new Fact.ProposalWithdrawn("301-2023-2", "重新测算"),
                new Fact.FundsAllocated(given),
                new Fact.FundsAllocated(ofAUnit(amount)),
                new Fact.FundsTransferred(moved, "石财预〔2023〕9号", null),
                new Fact.FundsTransferred(movedOut(amount), null, "302-2023-5"),
                new Fact.BudgetAdjusted(given),
                new Fact.BudgetAdjusted(new Posting(given.id(), given.documentNo(), null, given.effectiveOn(), given.reason(), given.entries(),
                        new Approval("301-2023-2", "预算处 李", List.of("预算处 张", "预算处 王")))),
                new Fact.FundsCarriedForward(carriedIn(amount), "301-2022-9"),
                new Fact.FundsFrozen(frozen(amount)),
                new Fact.FundsReleased(frozen(amount.negated())),
                new Fact.PostingReversed(moved, "301-2023-4", "FundsTransferred", "302-2023-6"),
                said(null, new Statement.Profile(List.of("负责市政府日常公文办理。", "负责市政府会议的准备和服务工作。"), List.of(
                        new Statement.Institution("301001", "石家庄市人民政府办公室本级", "行政", "正处(县)级", "财政拨款"),
                        new Statement.Institution(null, "市政府机关后勤服务中心", null, null, null)))),
                said("130100230301", new Statement.Performance(List.of("确保公务服务正常运转"),
                        List.of(new Statement.Section("全面提升服务质量", "完善制度", "质量显著提升")), List.of("加强绩效运行监控。"), List.of(
                                new Statement.Indicator("产出指标", "质量指标", "设备验收合格率", "设备验收合格率", Statement.Operator.AT_LEAST,
                                        "98", "%", "工作计划"),
                                new Statement.Indicator("效益指标", "社会效益指标", "公共服务水平", null, null, "提升公共服务水平", null, null)))),
                said("130100230301", new Statement.Attainment(List.of(new Statement.AttainedIndicator(
                        "产出指标", "质量指标", "设备验收合格率", "99", "%", "9.5", "验收单")))),
                said("130100230301", new Statement.Procurement(List.of(new Statement.Purchase(
                        "其他服务", "C99000000", "个", "1", amount,
                        List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, amount)), amount)))),
                said(null, new Statement.Assets(LocalDate.of(2022, 12, 31),
                        List.of(new Statement.AssetRow("设备(个、台、辆等)", "1430", amount)), amount)),
                said("301001", null, new Statement.Assets(LocalDate.of(2022, 12, 31),
                        List.of(new Statement.AssetRow("设备(个、台、辆等)", "1430", amount)), amount)),
                said("basic-change", new Statement.Explanation("nowhere-2025", List.of("主要为增加人员经费支出"), List.of("301-2023-4"))),
                new Fact.YearClosed("石财预〔2023〕99号", LocalDate.of(2023, 12, 31), "年终结账"),
                new Fact.DisclosurePublished("石财预〔2023〕12号", LocalDate.of(2023, 2, 10), "部门预算公开", 1, publication()),
                new Fact.DisclosurePublished("石财预〔2023〕12号", LocalDate.of(2023, 2, 10), "部门预算公开", 2, inAForm(publication())),
                new Fact.DisclosurePublished("石财预〔2023〕12号", LocalDate.of(2023, 2, 10), "部门预算公开", 3, withDocuments(inAForm(publication()))));
    }

    /** The name of a sample: that of the fact's type, and which of two it is. */
    static String name(Fact fact) {
        String type = FactTypes.nameOf(fact);
        if (fact instanceof Fact.FundsAllocated(Posting posting) && posting.superiorDocumentNo() != null) {
            return type + "-to-a-unit";
        }
        if (fact instanceof Fact.BudgetAdjusted(Posting posting) && posting.approval() != null) {
            return type + "-by-approval";
        }
        if (fact instanceof Fact.PostingProposed(var proposed, _, _, _, _) && proposed.operation() == PostingType.TRANSFER) {
            return type + "-of-a-transfer";
        }
        if (fact instanceof Fact.BudgetOpened(_, _, _, var jurisdiction) && jurisdiction != null) {
            return type + "-of-a-place";
        }
        if (fact instanceof Fact.FormAdopted(var form) && form.document() != null) {
            return type + "-with-a-document";
        }
        if (fact instanceof Fact.DisclosurePublished(_, _, _, _, var publication) && publication.form() != null) {
            return type + (publication.documents() == null ? "-in-a-form" : "-with-documents");
        }
        if (fact instanceof Fact.StatementMade(_, _, _, var ofUnit, _, var statement)) {
            return type + "-" + statement.content().part() + (ofUnit == null ? "" : "-of-a-unit");
        }
        return fact instanceof Fact.FundsTransferred(_, _, var counterpart) && counterpart != null
                ? type + "-between-departments"
                : type;
    }

    private static ProposedPosting proposed(Money amount) {
        return new ProposedPosting(PostingType.ADJUST, "石财预〔2023〕8号", "冀财预〔2022〕201号", LocalDate.of(2023, 1, 5), "追加",
                List.of(new ProposedPosting.LineAmount(LINE, amount)), null, null, null, null, null, null);
    }

    private static Fact proposedTransfer(Money amount) {
        ProposedPosting proposed = new ProposedPosting(PostingType.TRANSFER, "石财预〔2023〕8号", null, LocalDate.of(2023, 1, 5), "调剂",
                null, "石财预〔2023〕9号", amount, LINE, "302", OTHER, null);
        return new Fact.PostingProposed(proposed, proposed.digest(), "预算处 王", LocalDate.of(2023, 1, 5), LocalDate.of(2023, 2, 4));
    }

    private static Fact said(@Nullable String key, Statement.Content said) {
        return said(null, key, said);
    }

    private static Fact said(@Nullable String ofUnit, @Nullable String key, Statement.Content said) {
        return new Fact.StatementMade("石财绩〔2023〕3号", LocalDate.of(2023, 1, 10), "预算批复", ofUnit, key, Statement.of(said));
    }

    private static Publication inAForm(Publication of) {
        return new Publication(of.asOf(), of.basis(), null,
                new Publication.PinnedForm("nowhere-2025", SampleForm.whole().sha256()),
                List.of(new Publication.Table("balance", "0a1b2c3d".repeat(8))), null, of.checkpoint());
    }

    private static Publication withDocuments(Publication of) {
        return new Publication(of.asOf(), of.basis(), of.unit(), of.form(), of.tables(),
                Stream.of(Publication.Format.values()).map(format -> new Publication.PinnedDocument(format, "0a1b2c3d".repeat(8))).toList(),
                of.checkpoint());
    }

    private static Posting ofAUnit(Money amount) {
        Line line = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "301001", "2010302", Kind.PROJECT, "30217", "50206",
                "130100230301", "直达资金");
        return new Posting("301-2023-1", "石财预〔2023〕1号", "冀财预〔2022〕201号", LocalDate.of(2023, 1, 1), "年初批复",
                List.of(new Entry.OfLine(line, amount), new Entry.OfSource(Fund.GENERAL_PUBLIC, amount.negated())));
    }

    private static Posting movedOut(Money amount) {
        return posting(new Entry.OfLine(LINE, amount.negated()),
                new Entry.OfCounterpart("302-2023", Fund.GENERAL_PUBLIC, amount));
    }

    private static Posting carriedIn(Money amount) {
        Line carriedOver = new Line(LINE.fund(), Origin.CARRIED_OVER, LINE.function(), LINE.kind(), null, LINE.project());
        return posting(new Entry.OfLine(carriedOver, amount, 1),
                new Entry.OfCounterpart("301-2022", Fund.GENERAL_PUBLIC, amount.negated()));
    }

    private static Publication publication() {
        return new Publication(
                new Publication.Point(LocalDate.of(2023, 12, 31), Instant.parse("2023-01-05T01:02:03.040506Z"), 6),
                Publication.Basis.APPROVED, Publication.Unit.WAN_YUAN,
                Publication.TABLES.stream().map(id -> new Publication.Table(id, "0a1b2c3d".repeat(8))).toList(),
                "budget-ledger\n6\n" + "A".repeat(43) + "=\n\n— budget-ledger " + "A".repeat(91) + "=\n");
    }

    private static Posting frozen(Money amount) {
        return posting(new Entry.OfLine(LINE, amount.negated()), new Entry.OfFrozen(LINE, amount));
    }

    static Envelope envelope(Fact fact) {
        return new Envelope(7, Instant.parse("2023-01-05T01:02:03.040506Z"), "301-2023", 3, "预算处 王", fact);
    }
}
