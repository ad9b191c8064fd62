package dev.budgetledger.ledger.commands;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandBody;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.ledger.budget.Command;

/**
 * 操作: one operation of the ledger, as every way in takes it. HTTP posts its {@code body} to its path; bulk, CSV and Kafka call it
 * by its type in a document; the OpenAPI description and the schemas are made of the same value. To add one is to add it to {@link #ALL}.
 *
 * @param type what documents call it: the name of its command
 * @param path where its body is posted; {@code {department}} and {@code {year}} in it name the budget
 * @param body what HTTP takes
 * @param ofBody the command of a body and the variables of the path
 * @param document the fields of a document beside its budget and what stands round every command
 * @param ofDocument the command of such fields and the budget, of which there is none if the path names none
 * @param example a body that the standalone run accepts as it is, but for the checkpoint of a publication
 */
public record CommandType(
        String type,
        String path,
        String summary,
        Type body,
        BiFunction<Object, List<String>, Command> ofBody,
        Class<?> document,
        BiFunction<Object, @Nullable Address, Command> ofDocument,
        String example) {

    private static final String BUDGET = "/v1/budgets/{department}/{year}/";

    private static final String LINE = """
            "fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"%s\"""";
    private static final String PAPER = """
            "documentNo":"追加1号","effectiveOn":"2023-06-30","reason":"追加办公费\"""";
    private static final String LINES =
            "{" + PAPER + ",\"lines\":[{" + LINE.formatted("30201") + ",\"amount\":\"1000000.00\"}]}";

    /** All there are. */
    public static final List<CommandType> ALL = List.of(
            of("OpenBudget", "/v1/budgets", "Open a budget 开立预算", CommandBody.OpenBudgetBody.class,
                    Requests::openBudget, """
                    {"department":{"code":"302","name":"某部门"},"fiscalYear":2023}"""),
            new CommandType("DefineClassifications", "/v1/classifications/{year}", "Define classification codes of a year 定义科目",
                    new TypeReference<List<CommandBody.ClassificationBody>>() {}.getType(),
                    (body, path) -> Requests.classifications(Fields.year(path.getFirst()), (List<?>) body, ""),
                    CommandBody.ClassificationsBody.class,
                    (document, _) -> Requests.classifications((CommandBody.ClassificationsBody) document), """
                    [{"type":"FUNCTION","code":"2010301","name":"行政运行"}]"""),
            new CommandType("AdoptForm", "/v1/forms", "Adopt a form of tables 公开表样",
                    new TypeReference<Map<String, Object>>() {}.getType(),
                    (body, _) -> Requests.form((Map<?, ?>) body, ""), CommandBody.FormBody.class,
                    (document, _) -> Requests.form((CommandBody.FormBody) document), """
                    {"id":"nowhere-2025","name":"某地部门预算公开表","jurisdiction":"310107","level":"DEPARTMENT","of":"BUDGET",\
                    "fiscalYears":{"from":2025},"tables":[{"id":"basic","title":"基本支出表","measure":"WAN_YUAN",\
                    "format":{"places":2,"zero":"0.00"},"of":{"sides":["EXPENDITURE"]},"panels":[{"columns":[\
                    {"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],\
                    "sections":[[{"id":"all","label":"合计"}]]}]}]}"""),
            of("RegisterClientKey", "/v1/client-keys", "Register the key of a client 登记密钥", CommandBody.ClientKeyBody.class,
                    Requests::clientKey, """
                    {"name":"client:国库系统","key":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},\
                    "roles":["officer"],"departments":["301"],"fiscalYears":[2023]}"""),
            of("RevokeClientKey", "/v1/client-keys/revocations", "Revoke the key of a client 吊销密钥", CommandBody.RevocationBody.class,
                    Requests::revocation, """
                    {"keyId":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","reason":"密钥泄露"}"""),
            onBudget("DefineUnits", "units", "Define units of the department 定义单位", CommandBody.UnitsBody.class,
                    Requests::units, """
                    {"units":[{"code":"301001","name":"本级","nature":"ADMINISTRATIVE"}]}"""),
            onBudget("DefineProjects", "projects", "Define projects of the department 定义项目", CommandBody.ProjectsBody.class,
                    Requests::projects, """
                    {"projects":[{"code":"P01","name":"信息化建设","category":"部门预算项目"}]}"""),
            onBudget("DefineNames", "names", "Define names of the department's own 定义科目名称", CommandBody.NamesBody.class,
                    Requests::names, """
                    {"names":[{"type":"ECONOMIC","code":"30202","name":"印刷及复制费"}]}"""),
            of("AdoptRules", "/v1/rules", "Adopt rules of checking 复核规则", CommandBody.RulesBody.class,
                    ProposalRequests::rules, """
                    {"fiscalYear":2023,"documentNo":"内控1号","effectiveOn":"2023-01-01","reason":"内部控制",\
                    "rules":[{"operations":["ADJUST"],"funds":["STATE_CAPITAL"],"from":"1000000.00","checkers":1}]}"""),
            onBudget("Propose", "proposals", "Propose what another approves 提请", CommandBody.ProposalBody.class,
                    ProposalRequests::proposal, "{\"operation\":\"ADJUST\"," + LINES.substring(1)),
            onBudget("Approve", "approvals", "Approve a proposal 复核通过: with the last approval it is posted", CommandBody.ApprovalBody.class,
                    ProposalRequests::approval, """
                    {"proposal":"301-2023-1"}"""),
            onBudget("Reject", "rejections", "Reject a proposal 退回", CommandBody.ProposalEndBody.class,
                    ProposalRequests::rejection, """
                    {"proposal":"301-2023-1","reason":"依据不足"}"""),
            onBudget("Withdraw", "withdrawals", "Withdraw a proposal of one's own 撤回", CommandBody.ProposalEndBody.class,
                    ProposalRequests::withdrawal, """
                    {"proposal":"301-2023-1","reason":"重新测算"}"""),
            ofLines(PostingType.ALLOCATE, "Allocate 下达/批复", Command.Allocate::new),
            onBudget("Transfer", PostingType.TRANSFER.collection(), "Transfer 调剂, 划转 where `to` names another department", CommandBody.TransferBody.class,
                    Requests::transfer, "{" + PAPER + ",\"amount\":\"100000.00\",\"from\":{"
                            + LINE.formatted("30211") + "},\"to\":{" + LINE.formatted("30201") + "}}"),
            ofLines(PostingType.ADJUST, "Adjust 追加/追减, amounts signed", Command.Adjust::new),
            onBudget("Reverse", PostingType.REVERSE.collection(), "Reverse 冲销", CommandBody.ReversalBody.class,
                    Requests::reversal, "{" + PAPER + ",\"postingId\":\"301-2023-1\"}"),
            ofLines(PostingType.FREEZE, "Freeze 冻结", Command.Freeze::new),
            ofLines(PostingType.RELEASE, "Release 解冻", Command.Release::new),
            onBudget("CarryForward", PostingType.CARRY_FORWARD.collection(), "Carry forward into the next year 结转", CommandBody.LinesBody.class,
                    Requests::carryForward, LINES),
            onBudget("CloseYear", "closing", "Close the year 年终结账", CommandBody.ClosingBody.class,
                    Requests::closing, "{" + PAPER + "}"),
            onBudget("MakeStatement", "statements", "Make a statement 陈述: performance, procurement, assets, explanations",
                    CommandBody.StatementBody.class, Requests::statement, """
                    {"documentNo":"绩效1号","effectiveOn":"2023-01-10","reason":"绩效目标批复","statement":{"performance":\
                    {"goals":["提升办公室工作质量"],"indicators":[{"first":"产出指标","second":"数量指标","third":"办公设备购置数量",\
                    "operator":"AT_LEAST","value":"10","measure":"台","basis":"工作计划"}]}}}"""),
            onBudget("Publish", "publications", "Record a publication of the tables 公开", CommandBody.PublicationBody.class,
                    Requests::publication, """
                    {"documentNo":"公开1号","publishedOn":"2023-02-10","reason":"部门预算公开",\
                    "asOf":{"effectiveOn":"2023-12-31","position":7},"basis":"ADJUSTED","unit":"WAN_YUAN","tables":[%s],\
                    "checkpoint":"what GET /v1/log/checkpoint answers"}""".formatted(Publication.TABLES.stream()
                    .map(id -> "{\"id\":\"" + id + "\",\"sha256\":\"" + "0".repeat(64) + "\"}")
                    .collect(Collectors.joining(",")))));

    private static final Map<String, CommandType> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CommandType::type, Function.identity()));

    /** The budget that an operation is on, and what the field is called that says its year. */
    public record Address(BudgetId budget, String yearField) {}

    /** The types of all. */
    public static List<String> types() {
        return ALL.stream().map(CommandType::type).toList();
    }

    /** The one of a type, null if there is none. */
    public static @Nullable CommandType named(String type) {
        return BY_TYPE.get(type);
    }

    /** Whether a budget is named beside its body. */
    public boolean isOnBudget() {
        return path.startsWith(BUDGET);
    }

    /** Whether it is taken from Kafka: who may sign there is said over HTTP only. */
    public boolean isTakenFromKafka() {
        return !path.startsWith("/v1/client-keys");
    }

    /** Whether it takes lines with their amounts. */
    public boolean hasLines() {
        return document == CommandBody.LinesBody.class;
    }

    private static <B> CommandType of(
            String type, String path, String summary, Class<B> body, Function<B, Command> command, String example) {
        return new CommandType(type, path, summary, body, (read, _) -> command.apply(body.cast(read)),
                body, (read, _) -> command.apply(body.cast(read)), example);
    }

    private static CommandType ofLines(PostingType operation, String summary, Requests.Maker maker) {
        return onBudget(operation.command(), operation.collection(), summary, CommandBody.LinesBody.class, (body, at) -> Requests.lines(body, at, maker), LINES);
    }

    private static <B> CommandType onBudget(
            String type, String collection, String summary, Class<B> body, BiFunction<B, Address, Command> command, String example) {
        return new CommandType(type, BUDGET + collection, summary, body,
                (read, path) -> command.apply(body.cast(read), new Address(Fields.budget(path.getFirst(), path.getLast()), "year")),
                body, (read, at) -> command.apply(body.cast(read), Fields.required(at, "department")), example);
    }
}
