package dev.budgetledger.projection.replay.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.replay.ReconciliationStatus;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Query;

/** 状态: how far what is served has come, and how far it was found to be right. */
@RestController
@Tag(name = "Status 状态")
class StatusController {

    private static final String ADDRESS = "/v1/status";
    private static final KnownParameters NOW = new KnownParameters(null, null);

    private final BudgetReader reader;
    private final ReconciliationStatus reconciliation;
    private final Shard shard;

    StatusController(BudgetReader reader, ReconciliationStatus reconciliation, Shard shard) {
        this.shard = shard;
        this.reader = reader;
        this.reconciliation = reconciliation;
    }

    /**
     * What it is that is served.
     *
     * @param asOf what an answer for now is as of, with the signed head that it was held against and how far it is behind
     * @param shard which share of the departments it is; absent if all
     */
    @JsonPropertyOrder({"asOf", "shard", "reconciliation"})
    record StatusDocument(
            AsOfDocument asOf, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, ReconciliationDocument reconciliation) {}

    /**
     * 核对: what is stored, compared again and again with what follows from the log.
     *
     * @param differences places that are known to differ
     * @param facts compared since the start
     * @param tables compared since the start
     * @param roundEndedAt when all had last been compared; absent before that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"differences", "facts", "tables", "roundEndedAt"})
    record ReconciliationDocument(int differences, long facts, long tables, @Nullable Instant roundEndedAt) {

        static ReconciliationDocument of(ReconciliationStatus.Summary summary) {
            return new ReconciliationDocument(summary.differences(), summary.facts(), summary.tables(), summary.roundEndedAt());
        }
    }

    /** How it may be asked. */
    record StatusQuery(
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {}

    @GetMapping(path = ADDRESS, produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "状态: how far what is served has come, and how far it was found to be right")
    ResponseEntity<InPage<StatusDocument>> status(StatusQuery query) {
        StatusDocument document = new StatusDocument(AsOfDocument.of(NOW.point(reader)), shard.said(), ReconciliationDocument.of(reconciliation.summary()));
        return InPage.answer(document.asOf(), query.format(), new InPage<>(document, () -> page(document)));
    }

    private static String page(StatusDocument answer) {
        ConsolePage page = new ConsolePage(new Wording("状态", "Status"), List.of());
        List<List<Value>> rows = new ArrayList<>();
        AsOfDocument asOf = answer.asOf();
        AsOfDocument.LagDocument lag = asOf.lag();
        AsOfDocument.CheckpointDocument checkpoint = asOf.checkpoint();
        ReconciliationDocument compared = answer.reconciliation();
        if (answer.shard() != null) {
            rows.add(row("分片", "Shard", Wording.plain(answer.shard())));
        }
        rows.add(row("已读到账本位置", "Read through position", Wording.plain(Long.toString(asOf.position()))));
        rows.add(row("已知到(UTC)", "Known through", Wording.plain(RecordedTime.of(asOf.recordedAsOf()))));
        rows.add(row("尚未读", "Not yet read", lag == null ? new Wording("无", "nothing")
                : new Wording(lag.facts() + " 条，" + lag.seconds() + " 秒", lag.facts() + " facts, " + lag.seconds() + " seconds")));
        if (lag != null && lag.stopped()) {
            rows.add(row("读入", "Reading", new Wording("✗ 停止，须由运维处理", "stopped, until an operator has looked")));
        }
        rows.add(row("已按签名核对到", "Held against the signed head of",
                checkpoint == null ? new Wording("尚无", "none yet") : Wording.plain(Long.toString(checkpoint.size()))));
        rows.add(row("与账本不符之处", "Places that differ from the log", compared.differences() == 0 ? new Wording("✓ 无", "none known")
                : Wording.plain("✗ " + compared.differences())));
        rows.add(row("启动后已核对", "Compared since the start",
                new Wording(compared.facts() + " 条，" + compared.tables() + " 张表", compared.facts() + " facts, " + compared.tables() + " tables")));
        Instant ended = compared.roundEndedAt();
        rows.add(row("最近一轮核对完成(UTC)", "All last compared at", ended == null ? new Wording("尚未", "not yet") : Wording.plain(RecordedTime.of(ended))));
        page.rows(Wording.plain(""), List.of(new Head("项目", "What"), new Head("现在", "Now")), rows);
        page.links("另见", "See also", List.of(new Link("/v1/log", "账本日志", "the log"), new Link(ReplayController.ADDRESS, "回放", "replays"),
                new Link(ADDRESS + "?format=json", "JSON", "")));
        return page.end(asOf);
    }

    private static List<Value> row(String chinese, String english, Wording said) {
        return List.of(Value.said(new Wording(chinese, english)), Value.said(said));
    }
}
