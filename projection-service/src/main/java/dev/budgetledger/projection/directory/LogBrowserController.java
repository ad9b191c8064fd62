package dev.budgetledger.projection.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointBar.Field;
import dev.budgetledger.projection.console.PointBar.Option;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.FactHead;
import dev.budgetledger.projection.entries.BudgetDirectory.FactHeads;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Query.FormQuery;

/** 账本日志: which facts were received, in order. */
@RestController
@Tag(name = "Log 账本日志")
record LogBrowserController(BudgetReader reader, BudgetDirectory directory) {

    /**
     * Facts in order, without what they say.
     *
     * @param position through which they are shown
     * @param next the address of the next page; null at the end. A page may be short, or empty, though there is one
     */
    @JsonPropertyOrder({"position", "facts", "next"})
    record LogDocument(long position, List<LoggedFact> facts, @Nullable String next) {}

    /** @param envelope where the ledger service gives the bytes, relative to its host */
    @JsonPropertyOrder({"position", "recordedAt", "stream", "sequence", "type", "postedBy", "envelope"})
    record LoggedFact(long position, Instant recordedAt, String stream, long sequence, String type, String postedBy, String envelope) {

        static LoggedFact of(FactHead fact) {
            return new LoggedFact(fact.position(), fact.recordedAt(), fact.stream(), fact.sequence(), fact.type(), fact.postedBy(),
                    "/v1/facts?after=" + (fact.position() - 1) + "&limit=1");
        }
    }

    @GetMapping(path = "/v1/log", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "账本日志: the facts that were received, by stream and type, page by page")
    ResponseEntity<InPage<LogDocument>> log(LogQuery query) {
        int limit = Paging.limit(query.limit());
        AsOf point = query.known().point(reader);
        long position = point.position();
        FactHeads found = directory.facts(query.stream(), query.type(), query.after() == null ? 0 : query.after(), position, limit);
        String next = found.next() == null ? null : "/v1/log?position=" + position + query.inAddress() + "&after=" + found.next();
        LogDocument document = new LogDocument(position, found.facts().stream().map(LoggedFact::of).toList(), next);
        AsOfDocument asOf = AsOfDocument.of(point);
        return InPage.answer(asOf, query.format(), next, new InPage<>(document, () -> new LogPage(document, query, asOf).html()));
    }

    /** What may be asked of the log. */
    record LogQuery(
            KnownParameters known,
            @Parameter(description = "only of this stream, such as 301-2023")
            @Nullable String stream,
            @Parameter(description = "only of this type, such as BudgetAdjusted")
            @Nullable String type,
            @Parameter(description = "facts behind this position")
            @Nullable Long after,
            @Parameter(description = Paging.LIMIT, schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements FormQuery {

        String inAddress() {
            return asked() + PageFormat.inAddress(format);
        }

        /** But for the point, where it begins and what it is written as. */
        String asked() {
            return new Asked().and("stream", stream).and("type", type).and("limit", limit).inAddress();
        }
    }

    /**
     * 账本日志 as a page: facts in order, the oldest first, of a stream or a type where that is asked.
     *
     * @param answer what it says as JSON
     * @param query as it was asked
     */
    private record LogPage(LogDocument answer, LogQuery query, AsOfDocument asOf) {

        private static final String ADDRESS = "/v1/log";

        private static final List<Head> HEADS = List.of(new Head("位置", "Position"), new Head("记账时间(UTC)", "Recorded"), new Head("流", "Stream"),
                new Head("流内序号", "Number in it"), new Head("类型", "Type"), new Head("记账人", "Posted by"), new Head("证明", "Proof"));

        private static final Set<String> POSTED = Arrays.stream(Fact.Posted.class.getPermittedSubclasses()).map(Class::getSimpleName)
                .collect(Collectors.toUnmodifiableSet());

        String html() {
            ConsolePage page = new ConsolePage(new Wording("账本日志", "The log"), List.of());
            form(page.out());
            if (answer.facts().isEmpty()) {
                page.paragraph(answer.next() == null ? "没有这样的记录。" : "本页没有这样的记录，其余尚未查找。",
                        answer.next() == null ? "There is no such fact." : "None so far; the others have not been looked at.");
            } else {
                page.rows(new Wording(answer.facts().size() + " 条", "", answer.facts().size() + " facts"), HEADS, answer.facts().stream().map(LogPage::row).toList());
            }
            page.next(answer.next(), "其后记录", "the facts behind these");
            page.links("下载", "Download", List.of(new Link(ADDRESS + "?position=" + answer.position() + query.asked() + "&format=json", "JSON", "")));
            return page.end(asOf);
        }

        private static List<Value> row(LoggedFact each) {
            Wording type = Vocabulary.of(Vocabulary.FACT_TYPE, each.type());
            String budget = BudgetId.isStream(each.stream()) ? Budgets.address(BudgetId.ofStream(each.stream())) : "";
            return List.of(Value.number(Long.toString(each.position())), Value.words(RecordedTime.of(each.recordedAt())),
                    Value.leadingTo(ADDRESS + "?stream=" + each.stream(), each.stream()), Value.number(Long.toString(each.sequence())),
                    POSTED.contains(each.type()) ? Value.leadingTo(budget + "/postings/" + each.sequence(), type) : Value.said(type),
                    Value.words(each.postedBy()),
                    budget.isEmpty() ? Value.words("") : Value.leadingTo(budget + "/evidence/" + each.position(), new Wording("证明", "proof")));
        }

        private void form(Markup out) {
            List<Option> types = new ArrayList<>(List.of(new Option("", new Wording("不限", "any"))));
            Vocabulary.all(Vocabulary.FACT_TYPE).forEach((code, called) -> types.add(new Option(code, called)));
            out.raw("<form class=\"point-bar\" method=\"get\" action=\"" + ADDRESS + "\">\n");
            new Field("stream", "流，如 301-2023", "of stream", "text").write(out, Objects.toString(query.stream(), ""));
            new Choice("type", "类型", "of type", types, Objects.toString(query.type(), "")).write(out);
            new Field("after", "在此位置之后", "behind position", "number").write(out, Objects.toString(query.after(), ""));
            new Field("position", "已知到账本位置", "known at position", "number").write(out, Long.toString(answer.position()));
            PointBar.button(out, new Wording("查找", "Find"));
            PointBar.link(out, ADDRESS, new Wording("全部", "All"));
            out.raw("</form>\n");
        }
    }
}
