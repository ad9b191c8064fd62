package dev.budgetledger.ledger.commands;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

/** The bodies of requests as they come, and how they become commands. */
final class Requests {

    /** Keeps the sum of the largest amounts of one request within a long, and a fact within a Kafka record. */
    private static final int MOST_LINES = 5000;

    private static final int NAME = 200;
    private static final int DOCUMENT = 100;
    private static final int REASON = 1000;

    private Requests() {}

    record DepartmentBody(@Nullable String code, @Nullable String name) {}

    record OpenBudgetBody(
            @Nullable DepartmentBody department, @Nullable Integer fiscalYear, @Nullable Boolean comparative) {
        Command.OpenBudget command() {
            DepartmentBody body = Fields.required(department, "department");
            String code = Fields.department(body.code(), "department.code");
            return new Command.OpenBudget(new Department(code, Fields.name(body.name(), "department.name", NAME)),
                    Fields.year(fiscalYear, "fiscalYear"), Boolean.TRUE.equals(comparative));
        }
    }

    record ClassificationBody(Classification.@Nullable Type type, @Nullable String code, @Nullable String name) {
        Classification classification(String field) {
            Classification.Type known = Fields.required(type, field + ".type");
            String digits = Fields.required(code, field + ".code");
            String shape = switch (known) {
                case FUNCTION -> "[0-9]{3}|[0-9]{5}|[0-9]{7}";
                case ECONOMIC -> "[0-9]{3}|[0-9]{5}";
            };
            if (!digits.matches(shape)) {
                throw ProblemException.invalid(field + ".code", "a code has 3 or 5 digits, or 7 for a functional 项");
            }
            return new Classification(known, digits, Fields.name(name, field + ".name", NAME));
        }
    }

    /** Classifications of a year where they are one command of many. */
    record ClassificationsBody(
            @Nullable Integer fiscalYear, @Nullable List<@Nullable ClassificationBody> classifications) {
        Command.DefineClassifications command() {
            return Requests.classifications(Fields.year(fiscalYear, "fiscalYear"),
                    Fields.required(classifications, "classifications"), "classifications");
        }
    }

    /** @param path what stands before the number of a classification in the names of fields */
    static Command.DefineClassifications classifications(
            int year, List<?> bodies, String path) {
        notEmpty(bodies, "classifications");
        return new Command.DefineClassifications(year, IntStream.range(0, bodies.size()).mapToObj(i -> {
            String field = path + "[" + i + "]";
            return ((ClassificationBody) Fields.required(bodies.get(i), field)).classification(field);
        }).toList());
    }

    /** A line as requested; {@code amount} belongs to allocations and adjustments only. */
    record LineBody(
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String project,
            @Nullable String amount) {
        Line line(String field) {
            return new LineKeyBody(fund, origin, function, kind, economic, project).line(field);
        }
    }

    /** A line without an amount, as transfers name it. */
    record LineKeyBody(
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String project) {
        Line line(String field) {
            return new Line(
                    Fields.required(fund, field + ".fund"),
                    origin == null ? Origin.CURRENT : origin,
                    Fields.optionalText(function, field + ".function", NAME),
                    Fields.required(kind, field + ".kind"),
                    Fields.optionalText(economic, field + ".economic", NAME),
                    project == null ? null : Fields.name(project, field + ".project", NAME));
        }
    }

    /** 下达, 追加/追减, 冻结, 解冻 and 结转: lines with their amounts. */
    record LinesBody(
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable List<@Nullable LineBody> lines) {
        /** A command that takes lines. */
        interface Maker {
            Command.PostLines make(BudgetId budget, SourceDocument paper, List<Command.LineAmount> lines);
        }

        Command command(CommandType.Address at, Maker maker) {
            return maker.make(at.budget(), paper(documentNo, effectiveOn, reason), amounts());
        }

        Command carryForward(CommandType.Address at) {
            int year = at.budget().fiscalYear();
            if (!BudgetId.isFiscalYear(year + 1)) {
                throw ProblemException.invalid(at.yearField(), "there is no year after " + year);
            }
            return command(at, Command.CarryForward::new);
        }

        private List<Command.LineAmount> amounts() {
            List<@Nullable LineBody> bodies = Fields.required(lines, "lines");
            notEmpty(bodies, "lines");
            return IntStream.range(0, bodies.size()).mapToObj(i -> {
                String field = "lines[" + i + "]";
                LineBody body = Fields.required(bodies.get(i), field);
                return new Command.LineAmount(body.line(field), Fields.amount(body.amount(), field + ".amount"));
            }).toList();
        }
    }

    /** 调剂; 划转 where {@code to} names another department. */
    record TransferBody(
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LineKeyBody from,
            @Nullable ToBody to) {
        Command.Transfer command(CommandType.Address at) {
            SourceDocument paper = paper(documentNo, effectiveOn, reason);
            String allowedBy = Fields.optionalText(authority, "authority", DOCUMENT);
            Money moved = Fields.amount(amount, "amount");
            Line source = Fields.required(from, "from").line("from");
            ToBody target = Fields.required(to, "to");
            String department =
                    target.department() == null ? null : Fields.department(target.department(), "to.department");
            return new Command.Transfer(at.budget(), paper, allowedBy, moved, source, department, target.line("to"));
        }
    }

    /** Where a transfer goes: a line, of another department if it names one. */
    record ToBody(
            @Nullable String department,
            @Nullable Fund fund,
            @Nullable Origin origin,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String project) {
        Line line(String field) {
            return new LineKeyBody(fund, origin, function, kind, economic, project).line(field);
        }
    }

    /** 冲销. */
    record ReversalBody(
            @Nullable String postingId,
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason) {
        Command.Reverse command(CommandType.Address at) {
            return new Command.Reverse(at.budget(), paper(documentNo, effectiveOn, reason),
                    Fields.text(postingId, "postingId", DOCUMENT));
        }
    }

    /** 年终结账. */
    record ClosingBody(@Nullable String documentNo, @Nullable String effectiveOn, @Nullable String reason) {
        Command.CloseYear command(CommandType.Address at) {
            return new Command.CloseYear(at.budget(), paper(documentNo, effectiveOn, reason));
        }
    }

    /** 公开: the paper, and what it publishes. */
    record PublicationBody(
            @Nullable String documentNo,
            @Nullable String publishedOn,
            @Nullable String reason,
            @Nullable PointBody asOf,
            Publication.@Nullable Basis basis,
            Publication.@Nullable Unit unit,
            @Nullable List<@Nullable TableBody> tables,
            @Nullable String checkpoint) {
        Command.Publish command(CommandType.Address at) {
            SourceDocument paper = new SourceDocument(Fields.text(documentNo, "documentNo", DOCUMENT),
                    Fields.date(publishedOn, "publishedOn"), Fields.text(reason, "reason", REASON));
            PointBody point = Fields.required(asOf, "asOf");
            return new Command.Publish(at.budget(), paper,
                    Fields.date(point.effectiveOn(), "asOf.effectiveOn"),
                    Fields.position(point.position(), "asOf.position"),
                    Fields.required(basis, "basis"), Fields.required(unit, "unit"), digests(),
                    Fields.checkpoint(checkpoint, "checkpoint"));
        }

        /** One of each table, in whatever order. */
        private List<Publication.Table> digests() {
            List<@Nullable TableBody> bodies = Fields.required(tables, "tables");
            notEmpty(bodies, "tables");
            Map<String, Publication.Table> byId = new HashMap<>();
            for (int i = 0; i < bodies.size(); i++) {
                String field = "tables[" + i + "]";
                Publication.Table table = Fields.required(bodies.get(i), field).table(field);
                if (byId.put(table.id(), table) != null) {
                    throw ProblemException.invalid(field + ".id", table.id() + " is there twice");
                }
            }
            return Publication.TABLES.stream().map(id -> {
                Publication.Table table = byId.get(id);
                if (table == null) {
                    throw new ProblemException(
                            ProblemCode.FIELD_MISSING, "tables", id + " is required");
                }
                return table;
            }).toList();
        }
    }

    /** 截至. */
    record PointBody(@Nullable String effectiveOn, @Nullable Long position) {}

    /** A table and the digest of its CSV. */
    record TableBody(@Nullable String id, @Nullable String sha256) {
        Publication.Table table(String field) {
            String known = Fields.required(id, field + ".id");
            if (!Publication.TABLES.contains(known)) {
                throw ProblemException.invalid(field + ".id", "one of " + Publication.TABLES + ", not " + PlainText.quoted(known));
            }
            return new Publication.Table(known, Fields.sha256(sha256, field + ".sha256"));
        }
    }

    private static SourceDocument paper(
            @Nullable String documentNo, @Nullable String effectiveOn, @Nullable String reason) {
        return new SourceDocument(Fields.text(documentNo, "documentNo", DOCUMENT), Fields.date(effectiveOn, "effectiveOn"),
                Fields.text(reason, "reason", REASON));
    }

    private static void notEmpty(List<?> bodies, String field) {
        if (bodies.isEmpty()) {
            throw new ProblemException(ProblemCode.FIELD_MISSING, field, field + " is empty");
        }
        if (bodies.size() > MOST_LINES) {
            throw ProblemException.invalid(field, "more than " + MOST_LINES + " in one request");
        }
    }
}
