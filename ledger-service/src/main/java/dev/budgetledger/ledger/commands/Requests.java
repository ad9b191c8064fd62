package dev.budgetledger.ledger.commands;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.ClientPublicKey;
import dev.budgetledger.contract.CommandBody;
import dev.budgetledger.contract.CommandBody.ClassificationBody;
import dev.budgetledger.contract.CommandBody.ClassificationsBody;
import dev.budgetledger.contract.CommandBody.ClientKeyBody;
import dev.budgetledger.contract.CommandBody.ClosingBody;
import dev.budgetledger.contract.CommandBody.DepartmentBody;
import dev.budgetledger.contract.CommandBody.FormBody;
import dev.budgetledger.contract.CommandBody.LinesBody;
import dev.budgetledger.contract.CommandBody.NamesBody;
import dev.budgetledger.contract.CommandBody.OpenBudgetBody;
import dev.budgetledger.contract.CommandBody.PinnedDocumentBody;
import dev.budgetledger.contract.CommandBody.PinnedFormBody;
import dev.budgetledger.contract.CommandBody.PointBody;
import dev.budgetledger.contract.CommandBody.ProjectBody;
import dev.budgetledger.contract.CommandBody.ProjectsBody;
import dev.budgetledger.contract.CommandBody.PublicKeyBody;
import dev.budgetledger.contract.CommandBody.PublicationBody;
import dev.budgetledger.contract.CommandBody.ReversalBody;
import dev.budgetledger.contract.CommandBody.RevocationBody;
import dev.budgetledger.contract.CommandBody.TableBody;
import dev.budgetledger.contract.CommandBody.ToBody;
import dev.budgetledger.contract.CommandBody.TransferBody;
import dev.budgetledger.contract.CommandBody.UnitBody;
import dev.budgetledger.contract.CommandBody.UnitsBody;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.FormFault;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

import static dev.budgetledger.contract.CommandLimits.*;

/** How what a command says becomes a command, or which field it cannot be made of. */
final class Requests {

    private Requests() {}

    /** A command that takes lines. */
    interface Maker {
        Command.PostLines make(BudgetId budget, SourceDocument paper, List<Command.LineAmount> lines);
    }

    static Command.OpenBudget openBudget(OpenBudgetBody body) {
        DepartmentBody department = Fields.required(body.department(), "department");
        String code = Fields.department(department.code(), "department.code");
        return new Command.OpenBudget(new Department(code, Fields.name(department.name(), "department.name", NAME_CHARS_MAX)),
                Fields.year(body.fiscalYear(), "fiscalYear"), Boolean.TRUE.equals(body.comparative()),
                body.jurisdiction() == null ? null : Fields.jurisdiction(body.jurisdiction(), "jurisdiction"));
    }

    static Command.AdoptForm form(FormBody body) {
        return form(Fields.required(body.form(), "form"), "form");
    }

    /** @param path what stands before the names of fields, if anything */
    static Command.AdoptForm form(Map<?, ?> form, String path) {
        try {
            return new Command.AdoptForm(FormReader.read(form));
        } catch (FormFault fault) {
            throw ProblemException.invalid(Fields.path(path, fault.path()), String.valueOf(fault.getMessage()));
        }
    }

    static Command.RegisterClientKey clientKey(ClientKeyBody body) {
        String name = Fields.text(body.name(), "name", POSTED_BY_CHARS_MAX);
        if (!name.startsWith(ClientKey.PREFIX) || name.equals(ClientKey.PREFIX) || name.indexOf('#') >= 0) {
            throw ProblemException.invalid("name", "begins with " + ClientKey.PREFIX + " and has no #");
        }
        PublicKeyBody jwk = Fields.required(body.key(), "key");
        ClientPublicKey key = new ClientPublicKey(Fields.required(jwk.crv(), "key.crv"), Fields.required(jwk.kty(), "key.kty"),
                Fields.required(jwk.x(), "key.x"), jwk.y());
        String fault = key.fault();
        if (fault != null) {
            throw ProblemException.invalid("key", fault);
        }
        Instant validFrom = body.validFrom() == null ? null : Fields.instant(body.validFrom(), "validFrom");
        Instant expires = body.expires() == null ? null : Fields.instant(body.expires(), "expires");
        if (validFrom != null && expires != null && !validFrom.isBefore(expires)) {
            throw ProblemException.invalid("expires", "is not after validFrom");
        }
        return new Command.RegisterClientKey(new ClientKey(name, key,
                each(Fields.required(body.roles(), "roles"), "roles", "roles", Fields::clientRole),
                departments(Fields.required(body.departments(), "departments")),
                body.fiscalYears() == null ? null
                        : each(body.fiscalYears(), "fiscalYears", "fiscalYears", (Integer year, String field) -> Fields.year(year, field)),
                validFrom, expires));
    }

    private static List<String> departments(List<@Nullable String> codes) {
        return each(codes, "departments", "departments", (String code, String field) ->
                code.equals("*") && codes.size() == 1 ? code : Fields.department(code, field));
    }

    static Command.RevokeClientKey revocation(RevocationBody body) {
        return new Command.RevokeClientKey(Fields.keyId(body.keyId(), "keyId"), Fields.text(body.reason(), "reason", REASON_CHARS_MAX));
    }

    static Command.DefineClassifications classifications(ClassificationsBody body) {
        return classifications(Fields.year(body.fiscalYear(), "fiscalYear"),
                Fields.required(body.classifications(), "classifications"), "classifications");
    }

    /** @param path what stands before the number of a classification in the names of fields */
    static Command.DefineClassifications classifications(int year, List<?> bodies, String path) {
        return new Command.DefineClassifications(year, each(bodies, "classifications", path,
                (body, field) -> classification((ClassificationBody) body, field)));
    }

    private static Classification classification(ClassificationBody body, String field) {
        Classification.Type known = Fields.required(body.type(), field + ".type");
        String digits = Fields.required(body.code(), field + ".code");
        String shape = switch (known) {
            case FUNCTION -> "[0-9]{3}|[0-9]{5}|[0-9]{7}";
            case ECONOMIC, GOVERNMENT_ECONOMIC -> "[0-9]{3}|[0-9]{5}";
        };
        if (!digits.matches(shape)) {
            throw ProblemException.invalid(field + ".code", "a code has 3 or 5 digits, or 7 for a functional 项");
        }
        return new Classification(known, digits, Fields.name(body.name(), field + ".name", NAME_CHARS_MAX));
    }

    static Command.DefineUnits units(UnitsBody body, CommandType.Address at) {
        return new Command.DefineUnits(at.budget(), each(Fields.required(body.units(), "units"), "units", "units",
                (UnitBody unit, String field) -> new BudgetUnit(
                        Fields.unit(unit.code(), field + ".code"),
                        Fields.name(unit.name(), field + ".name", NAME_CHARS_MAX),
                        Fields.required(unit.nature(), field + ".nature"),
                        unit.validFrom() == null ? null : Fields.date(unit.validFrom(), field + ".validFrom"))));
    }

    static Command.DefineProjects projects(ProjectsBody body, CommandType.Address at) {
        return new Command.DefineProjects(at.budget(), each(
                Fields.required(body.projects(), "projects"), "projects", "projects",
                (ProjectBody project, String field) -> new Project(
                        Fields.name(project.code(), field + ".code", NAME_CHARS_MAX),
                        Fields.name(project.name(), field + ".name", NAME_CHARS_MAX),
                        Fields.optionalName(project.category(), field + ".category", NAME_CHARS_MAX),
                        Fields.optionalUnit(project.unit(), field + ".unit"))));
    }

    /** A code of which two names are said at once would be called by that which happened to be the last. */
    static Command.DefineNames names(NamesBody body, CommandType.Address at) {
        Map<Classification.Type, Set<String>> named = new EnumMap<>(Classification.Type.class);
        return new Command.DefineNames(at.budget(), each(Fields.required(body.names(), "names"), "names", "names",
                (ClassificationBody name, String field) -> {
                    Classification own = classification(name, field);
                    if (!named.computeIfAbsent(own.type(), _ -> new HashSet<>()).add(own.code())) {
                        throw ProblemException.invalid(field + ".code", own.code() + " is there twice");
                    }
                    return own;
                }));
    }

    static Command lines(LinesBody body, CommandType.Address at, Maker maker) {
        return maker.make(at.budget(), paper(body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason()),
                each(Fields.required(body.lines(), "lines"), "lines", "lines", (line, field) -> new Command.LineAmount(
                        line(line, field), Fields.amount(line.amount(), field + ".amount"))));
    }

    static Command carryForward(LinesBody body, CommandType.Address at) {
        int year = at.budget().fiscalYear();
        if (!BudgetId.isFiscalYear(year + 1)) {
            throw ProblemException.invalid(at.yearField(), "there is no year after " + year);
        }
        return lines(body, at, Command.CarryForward::new);
    }

    static Command.Transfer transfer(TransferBody body, CommandType.Address at) {
        SourceDocument paper = paper(body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason());
        String allowedBy = Fields.optionalText(body.authority(), "authority", DOCUMENT_NO_CHARS_MAX);
        Money moved = Fields.amount(body.amount(), "amount");
        Line source = line(Fields.required(body.from(), "from"), "from");
        ToBody target = Fields.required(body.to(), "to");
        String department = target.department() == null ? null : Fields.department(target.department(), "to.department");
        return new Command.Transfer(at.budget(), paper, allowedBy, moved, source, department, line(target, "to"));
    }

    private static Line line(CommandBody.LineNames names, String field) {
        return new Line(
                Fields.required(names.fund(), field + ".fund"),
                names.origin() == null ? Origin.CURRENT : names.origin(),
                Fields.optionalUnit(names.unit(), field + ".unit"),
                Fields.optionalText(names.function(), field + ".function", NAME_CHARS_MAX),
                names.kind(),
                Fields.optionalText(names.economic(), field + ".economic", NAME_CHARS_MAX),
                Fields.optionalText(names.governmentEconomic(), field + ".governmentEconomic", NAME_CHARS_MAX),
                Fields.optionalName(names.project(), field + ".project", NAME_CHARS_MAX),
                Fields.optionalName(names.tag(), field + ".tag", TAG_CHARS_MAX));
    }

    static Command.Reverse reversal(ReversalBody body, CommandType.Address at) {
        return new Command.Reverse(at.budget(), paper(body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason()),
                Fields.text(body.postingId(), "postingId", DOCUMENT_NO_CHARS_MAX));
    }

    static Command.CloseYear closing(ClosingBody body, CommandType.Address at) {
        return new Command.CloseYear(at.budget(), paper(body.documentNo(), null, body.effectiveOn(), body.reason()));
    }

    static Command.MakeStatement statement(CommandBody.StatementBody body, CommandType.Address at) {
        SourceDocument paper = paper(body.documentNo(), null, body.effectiveOn(), body.reason());
        return StatementRequests.command(at.budget(), paper, Fields.optionalUnit(body.ofUnit(), "ofUnit"), body.key(),
                Fields.required(body.statement(), "statement"));
    }

    static Command.Publish publication(PublicationBody body, CommandType.Address at) {
        SourceDocument paper = new SourceDocument(Fields.text(body.documentNo(), "documentNo", DOCUMENT_NO_CHARS_MAX),
                Fields.date(body.publishedOn(), "publishedOn"), Fields.text(body.reason(), "reason", REASON_CHARS_MAX));
        PointBody point = Fields.required(body.asOf(), "asOf");
        return new Command.Publish(at.budget(), paper,
                Fields.date(point.effectiveOn(), "asOf.effectiveOn"),
                Fields.position(point.position(), "asOf.position"),
                Fields.required(body.basis(), "basis"),
                Fields.optionalUnit(body.ofUnit(), "ofUnit"),
                body.form() == null ? Fields.required(body.unit(), "unit") : body.unit(), pinned(body.form()),
                body.form() == null ? digests(body.tables()) : tables(body.tables()),
                body.documents() == null ? null : documents(body.documents()),
                Fields.checkpoint(body.checkpoint(), "checkpoint"));
    }

    private static Publication.@Nullable PinnedForm pinned(@Nullable PinnedFormBody form) {
        return form == null
                ? null
                : new Publication.PinnedForm(Fields.formId(form.id(), "form.id"), Fields.sha256(form.sha256(), "form.sha256"));
    }

    /** Which they are is a matter of decision: what is there has an id each. */
    private static List<Publication.Table> tables(@Nullable List<@Nullable TableBody> tables) {
        return each(Fields.required(tables, "tables"), "tables", "tables", (TableBody body, String field) -> new Publication.Table(
                Fields.formId(body.id(), field + ".id"), Fields.sha256(body.sha256(), field + ".sha256")));
    }

    private static List<Publication.PinnedDocument> documents(List<@Nullable PinnedDocumentBody> documents) {
        return each(documents, "documents", "documents", (body, field) -> new Publication.PinnedDocument(
                Fields.required(body.format(), field + ".format"), Fields.sha256(body.digest(), field + ".digest")));
    }

    /** One of each table, in whatever order. */
    private static List<Publication.Table> digests(@Nullable List<@Nullable TableBody> tables) {
        Map<String, Publication.Table> byId = new HashMap<>();
        each(Fields.required(tables, "tables"), "tables", "tables", (body, field) -> {
            Publication.Table table = table(body, field);
            if (byId.put(table.id(), table) != null) {
                throw ProblemException.invalid(field + ".id", table.id() + " is there twice");
            }
            return table;
        });
        return Publication.TABLES.stream().map(id -> {
            Publication.Table table = byId.get(id);
            if (table == null) {
                throw new ProblemException(ProblemCode.FIELD_MISSING, "tables", id + " is required");
            }
            return table;
        }).toList();
    }

    private static Publication.Table table(TableBody body, String field) {
        String known = Fields.required(body.id(), field + ".id");
        if (!Publication.TABLES.contains(known)) {
            throw ProblemException.invalid(field + ".id", "one of " + Publication.TABLES + ", not " + PlainText.quoted(known));
        }
        return new Publication.Table(known, Fields.sha256(body.sha256(), field + ".sha256"));
    }

    private static SourceDocument paper(
            @Nullable String documentNo,
            @Nullable String superiorDocumentNo,
            @Nullable String effectiveOn,
            @Nullable String reason) {
        return new SourceDocument(Fields.text(documentNo, "documentNo", DOCUMENT_NO_CHARS_MAX),
                Fields.optionalText(superiorDocumentNo, "superiorDocumentNo", DOCUMENT_NO_CHARS_MAX),
                Fields.date(effectiveOn, "effectiveOn"), Fields.text(reason, "reason", REASON_CHARS_MAX));
    }

    /**
     * What each of a list becomes.
     *
     * @param field what the list is called
     * @param path what stands before the number of an element in the names of fields
     */
    static <B, T> List<T> each(List<? extends @Nullable B> bodies, String field, String path, BiFunction<B, String, T> read) {
        if (bodies.isEmpty()) {
            throw new ProblemException(ProblemCode.FIELD_MISSING, field, field + " is empty");
        }
        return any(bodies, field, path, read);
    }

    /** The same of a list that may be empty. */
    static <B, T> List<T> any(List<? extends @Nullable B> bodies, String field, String path, BiFunction<B, String, T> read) {
        if (bodies.size() > LINES_MAX) {
            throw ProblemException.invalid(field, "more than " + LINES_MAX + " in one request");
        }
        return IntStream.range(0, bodies.size()).mapToObj(i -> {
            String element = path + "[" + i + "]";
            return read.apply(Fields.required(bodies.get(i), element), element);
        }).toList();
    }
}
