package dev.budgetledger.contract;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Form;

/**
 * 事实: something that happened to a budget, for ever. Its type name in the log is {@link FactTypes stable}.
 */
public sealed interface Fact {

    /**
     * 开立预算: a department budget exists from now on.
     *
     * @param comparative whether it holds a prior year known only in part
     * @param jurisdiction 行政区划代码 of the place whose {@link FormAdopted forms} its tables have, unless another is asked for
     */
    record BudgetOpened(
            Department department,
            int fiscalYear,
            boolean comparative,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String jurisdiction)
            implements Fact {

        /** Of no place that is known. */
        public BudgetOpened(Department department, int fiscalYear, boolean comparative) {
            this(department, fiscalYear, comparative, null);
        }
    }

    /**
     * 公开表样: a place prescribes a form, which replaces an earlier one of the same id from its position on. Anyone who does not know all that
     * is in the form must not read it: readers stop at a field that they do not know.
     */
    record FormAdopted(Form form) implements Fact {}

    /** 科目: codes and names of a year's classification; a later name of the same code corrects an earlier one. */
    record ClassificationsDefined(int fiscalYear, List<Classification> classifications) implements Fact {
        public ClassificationsDefined {
            classifications = List.copyOf(classifications);
        }
    }

    /** What is of {@link ClientKey client keys}: who may be believed to have sent a command. Of no budget. */
    sealed interface ClientKeyFact extends Fact {
        /** {@link ClientPublicKey#id}. */
        String keyId();
    }

    /** 登记密钥: commands that are signed with this key are its client's from its position on. */
    record ClientKeyRegistered(String keyId, ClientKey client) implements ClientKeyFact {}

    /**
     * 吊销密钥: nothing that is signed with this key is recorded after its position, whenever it was signed.
     *
     * @param reason 事由
     */
    record ClientKeyRevoked(String keyId, String reason) implements ClientKeyFact {}

    /**
     * 越权被拒: somebody who had proven who he is, {@code postedBy} of the envelope, asked for what is not his to ask, and was refused. Of no
     * budget; moves no money. Of what one asks in a short time the last is told, and how many were before it: the facts of one name and what
     * they left out add up to what he was refused.
     *
     * @param door where he was refused
     * @param operation what he asked for, by its name among commands; absent at an address of none
     * @param budget the stream of the budget that it is of; absent of none, or of one that was not known yet
     * @param code why, as he was told
     * @param field what in the request it is about, if it is about one field
     * @param sha256 摘要: SHA-256 in hex of what he asked, whatever form it came in: of the name of the command, who posts it, for whom if
     *     that was said, and the command, each as canonical JSON but the first; absent where nothing but the address had been read
     * @param leftOut how many of his before this one, since the last fact of his, have no fact of their own
     * @param leftOutOfOthers the same of names that were too many to be told, since the last fact that says so
     */
    record AuthorityRefused(Door door, @Nullable String operation, @Nullable String budget, String code, @Nullable String field,
            @Nullable String sha256, long leftOut, long leftOutOfOthers) implements Fact {

        /** 流: that of all of them. */
        public static final String STREAM = "refusals";

        /** 入口. */
        public enum Door {
            /** By his roles, before anything but the address of a request was read. */
            ADDRESS,
            /** A command by HTTP, alone or among many. */
            HTTP,
            /** A command by Kafka, signed. */
            KAFKA
        }

        /** The same with what it leaves out. */
        public AuthorityRefused leavingOut(long own, long others) {
            return new AuthorityRefused(door, operation, budget, code, field, sha256, own, others);
        }
    }

    /** What a budget is made of was told: later words for the same code correct earlier ones. Moves no money. */
    sealed interface ChartDefined extends Fact {}

    /** 单位: units of the department in this year. */
    record UnitsDefined(List<BudgetUnit> units) implements ChartDefined {
        public UnitsDefined {
            units = List.copyOf(units);
        }
    }

    /** 项目: projects of the department in this year. */
    record ProjectsDefined(List<Project> projects) implements ChartDefined {
        public ProjectsDefined {
            projects = List.copyOf(projects);
        }
    }

    /** 科目名称: what the department calls codes of the year in its own tables; what it does not name is called as everyone calls it. */
    record NamesDefined(List<Classification> names) implements ChartDefined {
        public NamesDefined {
            names = List.copyOf(names);
        }
    }

    /**
     * 年终结账: from now on only what is left may be carried forward.
     *
     * @param documentNo 指标文号
     * @param effectiveOn 业务日期
     * @param reason 事由
     */
    record YearClosed(String documentNo, LocalDate effectiveOn, String reason) implements Fact {}

    /**
     * 公开: the tables of the budget were published; moves no money. A later one corrects it and takes nothing back.
     *
     * @param documentNo 公开文号
     * @param publishedOn 公开日期
     * @param reason 事由
     * @param number 1, 2, 3 … of this budget
     * @param publication what was published
     */
    record DisclosurePublished(
            String documentNo, LocalDate publishedOn, String reason, long number, Publication publication)
            implements Fact {}

    /**
     * 陈述: a department said something of its budget, or of one of its units; moves no money. Of the same part, key and unit, as of two
     * dates, the one with the latest {@code effectiveOn}, then position, counts, whole.
     *
     * @param documentNo 文号
     * @param effectiveOn 业务日期
     * @param reason 事由
     * @param ofUnit the code of the unit 单位 that it is of; absent if it is of the department
     * @param key what of the part it is about: a project, or a slot of a form
     */
    record StatementMade(
            String documentNo,
            LocalDate effectiveOn,
            String reason,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            Statement statement)
            implements Fact {

        /** Of the department. */
        public StatementMade(String documentNo, LocalDate effectiveOn, String reason, @Nullable String key, Statement statement) {
            this(documentNo, effectiveOn, reason, null, key, statement);
        }
    }

    /**
     * 复核规则: which postings need how many checkers; replaces what was adopted in the same stream for the same day. In the stream of a budget
     * it is of that budget; in the {@link BudgetId#classificationStream stream of a year} of all budgets of the year. A posting at a position
     * keeps the rules of both, of either budget that it touches, as they stand:
     *
     * <ul>
     *   <li>on the day of the posting, and on the day on which its fact is recorded (of {@code recordedAt} in China, UTC+8);
     *   <li>for each of the two days, of each stream, those of the one fact before the position with the latest {@code effectiveOn} on or
     *       before the day, of equals the last.
     * </ul>
     *
     * The posting needs the largest number of {@code checkers} of the rules that cover it, and, if it is proposed, at least one. A transfer
     * across 项 or kinds is posted only if one of the rules counts its lines, whatever the amount, or there is no fact of rules for its day.
     *
     * @param documentNo 文号
     * @param effectiveOn 生效日期: from when they count
     * @param reason 事由
     * @param rules none: nothing needs a checker by them
     */
    record RulesAdopted(String documentNo, LocalDate effectiveOn, String reason, List<CheckRule> rules) implements Fact {
        public RulesAdopted {
            rules = List.copyOf(rules);
        }
    }

    /**
     * 提请: a posting was asked for, and keeps all rules but that of another checker. It stands in the stream of the budget that it is posted to;
     * its id is that of its place, {@code 301-2023-17}. It is open until a posting {@link Posting#approval names} it, it is rejected or
     * withdrawn, or {@code expiresOn} has passed. Moves no money.
     *
     * @param digest 摘要 of what is proposed; of no two open proposals of a budget the same
     * @param proposedBy 提请人, as the envelope has who posted it
     * @param proposedOn the day on which it is recorded (of {@code recordedAt} in China, UTC+8)
     * @param expiresOn 有效期: the last day on which it may be approved, as such a day
     */
    record PostingProposed(ProposedPosting proposed, String digest, String proposedBy, LocalDate proposedOn, LocalDate expiresOn)
            implements Fact {}

    /** What became of a proposal, but for its posting. Moves no money. */
    sealed interface OfProposal extends Fact {
        String proposal();
    }

    /**
     * 复核通过: one of the checkers that it needs approved of a proposal, and it needs more. The last approval is the posting itself.
     *
     * @param proposal the id of an open proposal of this budget
     * @param approvedBy 复核人, as the envelope has who posted it: neither who proposed nor who approved before
     */
    record ProposalApproved(String proposal, String approvedBy) implements OfProposal {}

    /**
     * 退回: somebody else than who proposed sent a proposal back, which is over.
     *
     * @param reason 退回理由
     */
    record ProposalRejected(String proposal, String reason) implements OfProposal {}

    /**
     * 撤回: who proposed took it back.
     *
     * @param reason 撤回理由
     */
    record ProposalWithdrawn(String proposal, String reason) implements OfProposal {}

    /** A fact that moves money. */
    sealed interface Posted extends Fact {
        Posting posting();

        /** The posting in another budget that was recorded in the same commit, where money went from one to the other. */
        default @Nullable String counterpart() {
            return null;
        }
    }

    /** 下达/批复: money from the source of a fund to lines. */
    record FundsAllocated(Posting posting) implements Posted {}

    /**
     * 调剂: money from one line to another of the same fund. Between departments (划转) it is two facts in one commit.
     *
     * @param authority the paper that allows moving money across 项 or kinds
     * @param counterpart the posting of the other department
     */
    record FundsTransferred(Posting posting, @Nullable String authority, @Nullable String counterpart)
            implements Posted {}

    /** 追加/追减: lines raised or lowered against the source of their fund. */
    record BudgetAdjusted(Posting posting) implements Posted {}

    /**
     * 结转: money out of one year, or into the next as {@link Origin#CARRIED_OVER}; two facts in one commit.
     *
     * @param counterpart the posting of the other year
     */
    record FundsCarriedForward(Posting posting, String counterpart) implements Posted {}

    /** 冻结: money stays on its lines and cannot be moved. */
    record FundsFrozen(Posting posting) implements Posted {}

    /** 解冻: frozen money may be moved again. */
    record FundsReleased(Posting posting) implements Posted {}

    /**
     * 冲销: the mirror of an earlier posting. What a commit recorded in two budgets is reversed in both.
     *
     * @param reverses the id of the posting whose mirror this is
     * @param reversedType the {@link FactTypes name} of the fact that carries it
     * @param counterpart the reversal in the other budget
     */
    record PostingReversed(Posting posting, String reverses, String reversedType, @Nullable String counterpart)
            implements Posted {}
}
