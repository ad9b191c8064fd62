package dev.budgetledger.ledger.intake;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Paper;

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
            return new Command.OpenBudget(new Department(code, Fields.text(body.name(), "department.name", NAME)),
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
                throw Fields.invalid(field + ".code", "a code has 3 or 5 digits, or 7 for a functional 项");
            }
            return new Classification(known, digits, Fields.text(name, field + ".name", NAME));
        }
    }

    static Command.DefineClassifications classifications(int year, List<@Nullable ClassificationBody> bodies) {
        notEmpty(bodies, "classifications");
        return new Command.DefineClassifications(Fields.year(year, "year"), IntStream.range(0, bodies.size())
                .mapToObj(i -> Fields.required(bodies.get(i), "[" + i + "]").classification("[" + i + "]"))
                .toList());
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
                    Fields.optionalText(project, field + ".project", NAME));
        }
    }

    /** 下达 and 追加/追减. */
    record LinesBody(
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable List<@Nullable LineBody> lines) {
        Command.Allocate allocation(BudgetId budget) {
            return new Command.Allocate(budget, paper(documentNo, effectiveOn, reason), amounts());
        }

        Command.Adjust adjustment(BudgetId budget) {
            return new Command.Adjust(budget, paper(documentNo, effectiveOn, reason), amounts());
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

    /** 调剂. */
    record TransferBody(
            @Nullable String documentNo,
            @Nullable String effectiveOn,
            @Nullable String reason,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LineKeyBody from,
            @Nullable LineKeyBody to) {
        Command.Transfer command(BudgetId budget) {
            return new Command.Transfer(budget, paper(documentNo, effectiveOn, reason),
                    Fields.optionalText(authority, "authority", DOCUMENT),
                    Fields.amount(amount, "amount"),
                    Fields.required(from, "from").line("from"),
                    Fields.required(to, "to").line("to"));
        }
    }

    private static Paper paper(
            @Nullable String documentNo, @Nullable String effectiveOn, @Nullable String reason) {
        return new Paper(Fields.text(documentNo, "documentNo", DOCUMENT), Fields.date(effectiveOn, "effectiveOn"),
                Fields.text(reason, "reason", REASON));
    }

    private static void notEmpty(List<?> bodies, String field) {
        if (bodies.isEmpty()) {
            throw new MalformedRequestException(MalformedRequestException.Code.FIELD_MISSING, field, field + " is empty");
        }
        if (bodies.size() > MOST_LINES) {
            throw Fields.invalid(field, "more than " + MOST_LINES + " in one request");
        }
    }
}
