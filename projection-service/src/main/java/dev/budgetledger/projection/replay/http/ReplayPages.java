package dev.budgetledger.projection.replay.http;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.replay.ReplayDocument;
import dev.budgetledger.projection.replay.http.ReplayController.ReplaysDocument;

/** 回放 as pages: all of them, and one that tells by itself how far it has come. */
final class ReplayPages {

    private static final Link ALL = new Link(ReplayController.ADDRESS, "回放", "replays");

    private static final List<Head> HEADS = List.of(new Head("编号", "Number"), new Head("状态", "State"), new Head("到账本位置", "Through position"),
            new Head("开始(UTC)", "Started"), new Head("结束(UTC)", "Ended"), new Head("结果", "Result"));

    private ReplayPages() {}

    static String all(ReplaysDocument answer) {
        ConsolePage page = new ConsolePage(new Wording("回放", "Replays"), List.of());
        page.paragraph("从账本日志重新编出全部表，并与现在对外的逐行、逐格比较。", "All tables made again from the log, and compared with those that are served, row by row and cell by cell.");
        if (answer.replays().isEmpty()) {
            page.paragraph("还没有回放。", "There was none yet.");
        } else {
            page.rows(new Wording(answer.replays().size() + " 次", "", answer.replays().size() + " replays"), HEADS, answer.replays().stream().map(ReplayPages::row).toList());
        }
        return page.end();
    }

    private static List<Value> row(ReplayDocument each) {
        return List.of(Value.leadingTo(ReplayController.ADDRESS + "/" + each.id(), Long.toString(each.id())), Value.said(Vocabulary.of(each.state())),
                Value.number(Long.toString(each.asOf().position())), Value.words(RecordedTime.of(each.startedAt())), Value.words(time(each.endedAt())),
                Value.said(result(each)));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : RecordedTime.of(at);
    }

    private static Wording result(ReplayDocument each) {
        if (each.result() == null) {
            return Wording.plain(Objects.requireNonNullElse(each.failure(), ""));
        }
        return each.result().equal() ? new Wording("✓ 相同", "the same") : new Wording("✗ 不同", "different");
    }

    /** The figures say what they are of by the names that events have. */
    static String one(ReplayDocument replay) {
        ConsolePage page = new ConsolePage(new Wording("回放 " + replay.id(), "Replay", "Replay " + replay.id()), List.of(ALL));
        page.out().raw(replay.state().ended() ? "<section>\n"
                : "<section aria-live=\"polite\" data-events=\"" + ReplayController.ADDRESS + "/" + replay.id() + "/events\">\n");
        page.out().raw("<dl>\n");
        said(page, new Wording("状态", "State"), Vocabulary.of(replay.state()));
        said(page, new Wording("到账本位置", "Through position"), Wording.plain(Long.toString(replay.asOf().position())));
        said(page, new Wording("开始(UTC)", "Started"), Wording.plain(RecordedTime.of(replay.startedAt())));
        said(page, new Wording("结束(UTC)", "Ended"), Wording.plain(time(replay.endedAt())));
        ReplayDocument.Progress progress = replay.progress();
        counted(page, new Wording("已读", "Facts read"), "facts", progress.facts(), "ofFacts", progress.ofFacts());
        counted(page, new Wording("已比较预算", "Budgets compared"), "budgets", progress.budgets(), "ofBudgets", progress.ofBudgets());
        counted(page, new Wording("每秒读", "Facts a second"), "factsPerSecond", progress.factsPerSecond(), "", 0);
        said(page, new Wording("结果", "Result"), result(replay));
        ReplayDocument.Result result = replay.result();
        if (result != null) {
            said(page, new Wording("已按签名核对到", "Held against the signed head of"), Wording.plain(Long.toString(result.verifiedThrough())));
            said(page, new Wording("不同的行", "Rows that differ"), Wording.plain(Long.toString(result.rows().different())));
            said(page, new Wording("不同的表", "Tables that differ"), Wording.plain(result.tables().different() + " / " + result.tables().compared()));
        }
        page.out().raw("</dl>\n</section>\n");
        page.links("下载", "Download", List.of(new Link(ReplayController.ADDRESS + "/" + replay.id() + "?format=json", "JSON", "")));
        return page.end();
    }

    private static void said(ConsolePage page, Wording what, Wording said) {
        page.out().raw("<dt>");
        page.said(what);
        page.out().raw("</dt><dd>");
        page.said(said);
        page.out().raw("</dd>\n");
    }

    /** @param whole the name of what it is out of; empty if it is out of nothing */
    private static void counted(ConsolePage page, Wording what, String name, long count, String whole, long of) {
        page.out().raw("<dt>");
        page.said(what);
        page.out().raw("</dt><dd><span data-of=\"" + name + "\">" + count + "</span>");
        if (!whole.isEmpty()) {
            page.out().raw(" / <span data-of=\"" + whole + "\">" + of + "</span>");
        }
        page.out().raw("</dd>\n");
    }
}
