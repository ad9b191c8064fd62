package dev.budgetledger.projection.console;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.budgetledger.projection.document.pages.Markup;

/**
 * 在浏览器核验: where a reader verifies postings by a key of his own, and is told what that shows and what it does not.
 *
 * @param postings that are on the page
 */
public record Proving(List<Provable> postings) {

    /** What the module says, by the names that it knows, in their order: a page is the same bytes from every process. */
    private static final SortedMap<String, Wording> SAID = new TreeMap<>(Map.of(
            "key-missing", new Wording("请填写公钥", "Give a key"),
            "no-crypto", new Wording("此浏览器在此地址不能核验：需要 https 或本机地址", "This browser does not verify here: it takes https or this machine"),
            "proven", new Wording("已证明：账本中第 {n} 号事实，签名者 {key}", "Proven: fact {n} of the log that {key} signed, {size} facts long")));

    /**
     * A posting that may be verified.
     *
     * @param evidence where it is given with its proof
     */
    public record Provable(String postingId, String evidence) {}

    /** Writes the form, which only a browser that runs the module shows, and where the same is proven without it. */
    public void write(ConsolePage page) {
        Markup out = page.out();
        out.raw("<section class=\"prove\" id=\"prove\"");
        SAID.forEach((name, said) -> out.raw(" data-" + name + "=\"").text(said.text()).raw("\""));
        out.raw(">\n");
        page.heading("在此浏览器核验", "Verify in this browser");
        page.paragraph("填写账本的验证公钥，形如“名称+8位+44位”。请从账本运营方以外取得：财政部门公告，或审计机关留存；不要取自本页所在的服务。公钥只存于此浏览器。",
                "Give the verifier key of the log. Have it from elsewhere than who runs this service: published by the treasury, or kept by an auditor. It stays in this browser.");
        out.raw("<form hidden=\"hidden\">\n<label>");
        page.said(new Wording("公钥", "Verifier key"));
        out.raw(" <input name=\"key\" size=\"70\" maxlength=\"300\" autocomplete=\"off\" spellcheck=\"false\"/></label>\n");
        PointBar.button(out, new Wording("核验本页记账", "Verify the postings of this page"));
        out.raw("<button type=\"reset\">");
        page.said(new Wording("删除公钥", "Forget the key"));
        out.raw("</button>\n</form>\n<ul class=\"verdicts\" aria-live=\"polite\">\n");
        postings.forEach(each -> out.raw("<li><a href=\"").text(each.evidence()).raw("\">").text(each.postingId())
                .raw("</a> <span class=\"verdict\"></span></li>\n"));
        out.raw("</ul>\n");
        page.paragraph("✓ 说明：这笔记账一字未改地在该公钥所签的账本之中。不能说明：没有遗漏其他记账；本页文字与之相符；记账在业务上正当。没有遗漏由证据包证明；若不信任本页所在的服务，请用离线核验程序核验证据包。",
                "✓ shows that this posting is, unchanged, in the log that the key signed. It does not show that no posting is missing, that the words of this page are those of "
                        + "the posting, or that the posting was right. That none is missing is shown by the evidence package; who does not trust this service verifies that offline.");
        out.raw("</section>\n");
    }
}
