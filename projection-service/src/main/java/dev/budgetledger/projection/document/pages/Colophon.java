package dev.budgetledger.projection.document.pages;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import dev.budgetledger.projection.document.Document;

/** What a document says of itself, so that it can be asked for again. */
final class Colophon {

    private Colophon() {}

    /** In a line. */
    static String point(Document.Head head) {
        return "业务日期 " + head.effectiveOn() + " · 记账时间 " + head.recordedAsOf() + " · 账本日志位置 " + head.position();
    }

    static SequencedMap<String, String> of(Document.Head head) {
        SequencedMap<String, String> said = new LinkedHashMap<>();
        said.put("业务日期", head.effectiveOn().toString());
        said.put("记账时间", head.recordedAsOf().toString());
        said.put("账本日志位置", Long.toString(head.position()));
        said.put("口径", head.basis().equals("approved") ? "年初批复" : "变动后");
        if (head.ofUnit() != null) {
            said.put("预算单位", head.ofUnit());
        }
        said.put("公开表样", head.form().id());
        said.put("表样摘要", head.form().sha256());
        return said;
    }
}
