package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Checkpoint;

/** What can be asked of the ledger. */
public sealed interface Command {

    /** The streams that it names: of budgets, then of the catalogues of their years. A reversal may touch one more. */
    default List<String> streams() {
        return switch (this) {
            case DefineClassifications define -> List.of(BudgetId.classificationStream(define.fiscalYear));
            case AdoptForm adopt -> List.of(Form.stream(adopt.form.id()));
            case AdoptRules adopt -> List.of(adopt.stream());
            case Propose propose -> propose.post().streams();
            case NoteRefusal _ -> List.of(Fact.AuthorityRefused.STREAM);
            case OfClientKeys _ -> List.of(ClientKey.STREAM);
            case Transfer transfer when !transfer.isWithin() -> List.of(
                    transfer.budget.stream(),
                    transfer.toDepartment + "-" + transfer.budget.fiscalYear(),
                    BudgetId.classificationStream(transfer.budget.fiscalYear()));
            case CarryForward(BudgetId budget, _, _) -> List.of(
                    budget.stream(),
                    budget.department() + "-" + (budget.fiscalYear() + 1),
                    BudgetId.classificationStream(budget.fiscalYear()),
                    BudgetId.classificationStream(budget.fiscalYear() + 1));
            case MakeStatement(BudgetId budget, _, _, _, Statement statement) when statement.explanation() != null -> List.of(
                    budget.stream(),
                    BudgetId.classificationStream(budget.fiscalYear()),
                    Form.stream(statement.explanation().form()));
            case OnBudget on -> List.of(on.budget().stream(), BudgetId.classificationStream(on.budget().fiscalYear()));
        };
    }

    /** 定义科目: codes and names of a year. */
    record DefineClassifications(int fiscalYear, List<Classification> classifications) implements Command {
        public DefineClassifications {
            classifications = List.copyOf(classifications);
        }
    }

    /** 公开表样: what a place's tables look like from now on; replaces an earlier one of its id. */
    record AdoptForm(Form form) implements Command {}

    /**
     * 复核规则: which postings need how many checkers from a day on.
     *
     * @param department whose budget they are of; absent: of every department's
     */
    record AdoptRules(int fiscalYear, @Nullable String department, SourceDocument paper, List<CheckRule> rules) implements Command {
        public AdoptRules {
            rules = List.copyOf(rules);
        }

        /** Where they are recorded. */
        String stream() {
            return department == null
                    ? BudgetId.classificationStream(fiscalYear)
                    : new BudgetId(department, fiscalYear).stream();
        }
    }
    /** Whose signatures are believed; by HTTP only. */
    sealed interface OfClientKeys extends Command {}

    /** 登记密钥: what is signed with it is its client's from then on. */
    record RegisterClientKey(ClientKey client) implements OfClientKeys {}

    /**
     * 吊销密钥: nothing that is signed with it is recorded from then on.
     *
     * @param keyId {@link dev.budgetledger.contract.ClientPublicKey#id}
     */
    record RevokeClientKey(String keyId, String reason) implements OfClientKeys {}

    /** 记越权: the ledger's own, of somebody it refused. Nobody asks for it from outside. */
    record NoteRefusal(Fact.AuthorityRefused refused) implements Command {}

    /** A command to one department budget. */
    sealed interface OnBudget extends Command {
        BudgetId budget();
    }

    /** 开立预算. */
    record OpenBudget(Department department, int fiscalYear, boolean comparative, @Nullable String jurisdiction)
            implements OnBudget {

        /** Of no place that is known. */
        public OpenBudget(Department department, int fiscalYear, boolean comparative) {
            this(department, fiscalYear, comparative, null);
        }

        @Override
        public BudgetId budget() {
            return new BudgetId(department.code(), fiscalYear);
        }
    }

    /** One that tells what a budget is made of. */
    sealed interface DefineChart extends OnBudget {}

    /** 定义单位: units of the department in this year. */
    record DefineUnits(BudgetId budget, List<BudgetUnit> units) implements DefineChart {
        public DefineUnits {
            units = List.copyOf(units);
        }
    }

    /** 定义项目: projects of the department in this year. */
    record DefineProjects(BudgetId budget, List<Project> projects) implements DefineChart {
        public DefineProjects {
            projects = List.copyOf(projects);
        }
    }

    /** 定义科目名称: what the department calls codes of the year, in its own tables only. */
    record DefineNames(BudgetId budget, List<Classification> names) implements DefineChart {
        public DefineNames {
            names = List.copyOf(names);
        }
    }

    /** A command with the paper that authorises it. */
    sealed interface Authorised extends OnBudget {
        SourceDocument paper();
    }

    /** 年终结账: from then on only what is left may be carried forward. */
    record CloseYear(BudgetId budget, SourceDocument paper) implements Authorised {}

    /**
     * 公开: the tables were published, as they are at a point in both times.
     *
     * @param effectiveOn of the point
     * @param position of the point
     * @param ofUnit whose tables they are; absent if the whole department's
     * @param unit absent if each table has that of the form
     * @param form absent if that of the year
     * @param tables one of each of the form, {@link Publication#TABLES} if there is none
     * @param documents of the form; absent if it has none
     * @param checkpoint a signed head of the log over the position
     */
    record Publish(
            BudgetId budget,
            SourceDocument paper,
            LocalDate effectiveOn,
            long position,
            Publication.Basis basis,
            @Nullable String ofUnit,
            Publication.@Nullable Unit unit,
            Publication.@Nullable PinnedForm form,
            List<Publication.Table> tables,
            @Nullable List<Publication.PinnedDocument> documents,
            String checkpoint) implements Authorised {
        public Publish {
            tables = List.copyOf(tables);
            documents = documents == null ? null : List.copyOf(documents);
        }

        /** In the form of the year. */
        public Publish(
                BudgetId budget,
                SourceDocument paper,
                LocalDate effectiveOn,
                long position,
                Publication.Basis basis,
                Publication.Unit unit,
                List<Publication.Table> tables,
                String checkpoint) {
            this(budget, paper, effectiveOn, position, basis, null, unit, null, tables, null, checkpoint);
        }

        /** Of the whole department. */
        public Publish(
                BudgetId budget,
                SourceDocument paper,
                LocalDate effectiveOn,
                long position,
                Publication.Basis basis,
                Publication.@Nullable Unit unit,
                Publication.@Nullable PinnedForm form,
                List<Publication.Table> tables,
                @Nullable List<Publication.PinnedDocument> documents,
                String checkpoint) {
            this(budget, paper, effectiveOn, position, basis, null, unit, form, tables, documents, checkpoint);
        }

        Checkpoint head() {
            return Publication.headOf(checkpoint);
        }
    }

    /**
     * 陈述: the department says something of its budget, or of one of its units.
     *
     * @param ofUnit 单位: the unit that it is of; null if it is of the department
     * @param key what of the part it is about: a project, or a slot of a form
     */
    record MakeStatement(BudgetId budget, SourceDocument paper, @Nullable String ofUnit, @Nullable String key, Statement statement)
            implements Authorised {}

    /**
     * 提请: a posting that another is to approve. It is decided as it would be posted, and not posted.
     *
     * @param expiresOn the last day on which it may be approved; absent: {@link ProposalRules#OPEN_DAYS} days from now on
     */
    record Propose(BudgetId budget, ProposedPosting proposed, @Nullable LocalDate expiresOn) implements OnBudget {

        /** Of a command that posts. */
        public static Propose of(Post post, @Nullable LocalDate expiresOn) {
            return new Propose(post.budget(), ProposedPostings.of(post), expiresOn);
        }

        /** What is to be posted. */
        public Post post() {
            return ProposedPostings.post(budget, proposed);
        }
    }

    /** What becomes of an open proposal of the budget. */
    sealed interface OnProposal extends OnBudget {
        String proposal();
    }

    /** 复核通过: with the last approval that it needs, it is posted. */
    record Approve(BudgetId budget, String proposal) implements OnProposal {}

    /** 退回: by another than who proposed. */
    record Reject(BudgetId budget, String proposal, String reason) implements OnProposal {}

    /** 撤回: by who proposed. */
    record Withdraw(BudgetId budget, String proposal, String reason) implements OnProposal {}

    /** A command that moves money. */
    sealed interface Post extends Authorised {}

    /** One that takes lines, each with its amount. */
    sealed interface PostLines extends Post {
        List<LineAmount> lines();
    }

    /** 下达/批复: money from the source of a fund to lines. */
    record Allocate(BudgetId budget, SourceDocument paper, List<LineAmount> lines) implements PostLines {
        public Allocate {
            lines = List.copyOf(lines);
        }
    }

    /** 追加/追减: lines raised or lowered against the source of their fund. */
    record Adjust(BudgetId budget, SourceDocument paper, List<LineAmount> lines) implements PostLines {
        public Adjust {
            lines = List.copyOf(lines);
        }
    }

    /**
     * 调剂: money from one line to another of the same fund; 划转 where the other line is another department's.
     *
     * @param authority the paper that allows moving money across 项 or kinds
     * @param toDepartment whose line {@code to} is, in the same year; absent: of the same budget
     */
    record Transfer(
            BudgetId budget,
            SourceDocument paper,
            @Nullable String authority,
            Money amount,
            Line from,
            @Nullable String toDepartment,
            Line to) implements Post {

        /** Whether the money stays within one budget. */
        boolean isWithin() {
            return toDepartment == null || toDepartment.equals(budget.department());
        }

        /** Whether the money changes its 功能分类, or its kind, basic expenditure being one. */
        boolean movesAcross() {
            return !Objects.equals(from.function(), to.function()) || (from.kind() != to.kind() && !(isBasic(from) && isBasic(to)));
        }

        private static boolean isBasic(Line line) {
            return line.kind() != null && line.kind().isBasic();
        }
    }

    /** 冻结: money stays on its lines and cannot be moved. */
    record Freeze(BudgetId budget, SourceDocument paper, List<LineAmount> lines) implements PostLines {
        public Freeze {
            lines = List.copyOf(lines);
        }
    }

    /** 解冻: frozen money may be moved again. */
    record Release(BudgetId budget, SourceDocument paper, List<LineAmount> lines) implements PostLines {
        public Release {
            lines = List.copyOf(lines);
        }
    }

    /** 结转: what is left of lines goes into the following year. */
    record CarryForward(BudgetId budget, SourceDocument paper, List<LineAmount> lines) implements PostLines {
        public CarryForward {
            lines = List.copyOf(lines);
        }
    }

    /**
     * 冲销: the mirror of an earlier posting, in both budgets if it was recorded in two.
     *
     * @param postingId a posting of this budget
     */
    record Reverse(BudgetId budget, SourceDocument paper, String postingId) implements Post {}

    /** A line and an amount, as requested. */
    record LineAmount(Line line, Money amount) {}
}
