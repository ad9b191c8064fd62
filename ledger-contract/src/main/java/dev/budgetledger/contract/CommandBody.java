package dev.budgetledger.contract;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * 指令: what commands say, as JSON has it: the body of a single request, and of a document beside its budget and what stands around
 * every command. Anything may be absent: what has to be there, and how long it may be, is said where a command is made of it.
 * Amounts are decimal strings of yuan, dates ISO 8601. {@code docs/reference/commands.md} has an example of each.
 */
public final class CommandBody {

    private CommandBody() {}

    /** What names a line, with or without more. */
    public sealed interface LineNames {
        @Nullable Fund fund();

        @Nullable Origin origin();

        @Nullable String unit();

        @Nullable String function();

        @Nullable Kind kind();

        @Nullable String economic();

        @Nullable String governmentEconomic();

        @Nullable String project();

        @Nullable String tag();
    }

    public record DepartmentBody(@Nullable String code, @Nullable String name) {}

    public record OpenBudgetBody(
            @Nullable DepartmentBody department,
            @Nullable Integer fiscalYear,
            @Nullable Boolean comparative,
            @Nullable String jurisdiction) {}

    /**
     * 公开表样 where it is one command of many.
     *
     * @param form in the language of {@code docs/reference/forms.md}, which has a reader of its own
     */
    public record FormBody(@Nullable Map<String, Object> form) {}

    /** 客户端公钥 as a JSON Web Key; whatever else one may have, its private part above all, is refused. */
    public record PublicKeyBody(@Nullable String kty, @Nullable String crv, @Nullable String x, @Nullable String y) {}

    /** 登记密钥. */
    public record ClientKeyBody(
            @Nullable String name,
            @Nullable PublicKeyBody key,
            @Nullable List<@Nullable String> roles,
            @Nullable List<@Nullable String> departments,
            @Nullable List<@Nullable Integer> fiscalYears,
            @Nullable String validFrom,
            @Nullable String expires) {}

    /** 吊销密钥. */
    public record RevocationBody(@Nullable String keyId, @Nullable String reason) {}

    public record ClassificationBody(Classification.@Nullable Type type, @Nullable String code, @Nullable String name) {}

    /** Classifications of a year where they are one command of many. */
    public record ClassificationsBody(
            @Nullable Integer fiscalYear, @Nullable List<@Nullable ClassificationBody> classifications) {}

    public record UnitBody(
            @Nullable String code, @Nullable String name, BudgetUnit.@Nullable Nature nature, @Nullable String validFrom) {}

    /** 单位. */
    public record UnitsBody(@Nullable List<@Nullable UnitBody> units) {}

    public record ProjectBody(
            @Nullable String code, @Nullable String name, @Nullable String category, @Nullable String unit) {}

    /** 项目. */
    public record ProjectsBody(@Nullable List<@Nullable ProjectBody> projects) {}

    /** 科目名称: a department's own. */
    public record NamesBody(@Nullable List<@Nullable ClassificationBody> names) {}

    /** A line as requested; {@code amount} belongs to allocations and adjustments only. */
    public record LineBody(
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String unit,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String governmentEconomic,
            @Nullable String project,
            @Nullable String tag,
            @Nullable String amount) implements LineNames {}

    /** A line without an amount, as transfers name it. */
    public record LineKeyBody(
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String unit,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String governmentEconomic,
            @Nullable String project,
            @Nullable String tag) implements LineNames {}

    /** 下达, 追加/追减, 冻结, 解冻 and 结转: lines with their amounts. */
    public record LinesBody(
            @Nullable String documentNo,
            @Nullable String superiorDocumentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable List<@Nullable LineBody> lines) {}

    /** 调剂; 划转 where {@code to} names another department. */
    public record TransferBody(
            @Nullable String documentNo,
            @Nullable String superiorDocumentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LineKeyBody from,
            @Nullable ToBody to) {}

    /** Where a transfer goes: a line, of another department if it names one. */
    public record ToBody(
            @Nullable String department,
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String unit,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String governmentEconomic,
            @Nullable String project,
            @Nullable String tag) implements LineNames {}

    /** 冲销. */
    public record ReversalBody(
            @Nullable String postingId,
            @Nullable String documentNo,
            @Nullable String superiorDocumentNo,
            @Nullable String effectiveOn,
            @Nullable String reason) {}

    /** 复核规则: of a year, and of one department if it names one. */
    public record RulesBody(
            @Nullable Integer fiscalYear,
            @Nullable String department,
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable List<@Nullable RuleBody> rules) {}

    /** A rule: which postings need how many checkers. */
    public record RuleBody(
            @Nullable List<@Nullable PostingType> operations,
            @Nullable List<@Nullable Kind> kinds,
            @Nullable List<@Nullable Fund> funds,
            @Nullable Boolean across,
            @Nullable String from,
            @Nullable Integer percent,
            @Nullable Integer checkers) {}

    /** 提请: an operation, until when it may be approved, and the fields of the operation's own document. */
    public record ProposalBody(
            @Nullable PostingType operation,
            @Nullable String expiresOn,
            @Nullable String documentNo,
            @Nullable String superiorDocumentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable List<@Nullable LineBody> lines,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LineKeyBody from,
            @Nullable ToBody to,
            @Nullable String postingId) {}

    /** 复核通过. */
    public record ApprovalBody(@Nullable String proposal) {}

    /** 退回, 撤回. */
    public record ProposalEndBody(@Nullable String proposal, @Nullable String reason) {}

    /** 年终结账. */
    public record ClosingBody(@Nullable String documentNo, @Nullable String effectiveOn, @Nullable String reason) {}

    /** 公开: the paper, and what it publishes. */
    public record PublicationBody(
            @Nullable String documentNo,
            @Nullable String publishedOn,
            @Nullable String reason,
            @Nullable PointBody asOf,
            Publication.@Nullable Basis basis,
            @Nullable String ofUnit,
            Publication.@Nullable Unit unit,
            @Nullable PinnedFormBody form,
            @Nullable List<@Nullable TableBody> tables,
            @Nullable List<@Nullable PinnedDocumentBody> documents,
            @Nullable String checkpoint) {}

    /** 陈述: the paper, and what it says. */
    public record StatementBody(
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable String ofUnit,
            @Nullable String key,
            @Nullable SaidBody statement) {}

    /** What is said: one of these. */
    public record SaidBody(
            @Nullable ProfileBody profile,
            @Nullable PerformanceBody performance,
            @Nullable AttainmentBody attainment,
            @Nullable ProcurementBody procurement,
            @Nullable AssetsBody assets,
            @Nullable ExplanationBody explanation) {}

    public record ProfileBody(
            @Nullable List<@Nullable String> duties, @Nullable List<@Nullable InstitutionBody> institutions) {}

    public record InstitutionBody(
            @Nullable String unit,
            @Nullable String name,
            @Nullable String nature,
            @Nullable String rank,
            @Nullable String funding) {}

    public record PerformanceBody(
            @Nullable List<@Nullable String> goals,
            @Nullable List<@Nullable SectionBody> sections,
            @Nullable List<@Nullable String> measures,
            @Nullable List<@Nullable IndicatorBody> indicators) {}

    public record SectionBody(@Nullable String title, @Nullable String goal, @Nullable String indicator) {}

    public record IndicatorBody(
            @Nullable String first,
            @Nullable String second,
            @Nullable String third,
            @Nullable String description,
            Statement.@Nullable Operator operator,
            @Nullable String value,
            @Nullable String measure,
            @Nullable String basis) {}

    public record AttainmentBody(@Nullable List<@Nullable AttainedIndicatorBody> results) {}

    public record AttainedIndicatorBody(
            @Nullable String first,
            @Nullable String second,
            @Nullable String third,
            @Nullable String value,
            @Nullable String measure,
            @Nullable String score,
            @Nullable String evidence) {}

    public record ProcurementBody(@Nullable List<@Nullable PurchaseBody> purchases) {}

    public record PurchaseBody(
            @Nullable String item,
            @Nullable String catalogueCode,
            @Nullable String measure,
            @Nullable String quantity,
            @Nullable String price,
            @Nullable List<@Nullable FundingBody> funding,
            @Nullable String smallFirms) {}

    public record FundingBody(@Nullable Fund fund, @Nullable Origin origin, @Nullable String amount) {}

    public record AssetsBody(
            @Nullable String asAt, @Nullable List<@Nullable AssetRowBody> rows, @Nullable String total) {}

    public record AssetRowBody(@Nullable String category, @Nullable String quantity, @Nullable String value) {}

    public record ExplanationBody(
            @Nullable String form,
            @Nullable List<@Nullable String> paragraphs,
            @Nullable List<@Nullable String> postings) {}

    /** 时点: a point in both times. */
    public record PointBody(@Nullable String effectiveOn, @Nullable Long position) {}

    /** A form and the digest of it. */
    public record PinnedFormBody(@Nullable String id, @Nullable String sha256) {}

    /** A table and the digest of its CSV. */
    public record TableBody(@Nullable String id, @Nullable String sha256) {}

    /** A document and the digest of its bytes. */
    public record PinnedDocumentBody(Publication.@Nullable Format format, @Nullable String digest) {}
}
