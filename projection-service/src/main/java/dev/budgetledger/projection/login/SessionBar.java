package dev.budgetledger.projection.login;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;

/** Who reads a page, and where he may go on from it: the only thing of a page that depends on that. */
final class SessionBar {

    private static final Pattern BUDGET = Pattern.compile("/(?:v1/disclosures|desk)/([^/]+)/([0-9]{4})(?:/.*)?");
    private static final Pattern POSTING = Pattern.compile("/v1/disclosures/[^/]+/[0-9]{4}/postings/([0-9]+)");

    private static final Pattern PROPOSAL = Pattern.compile("/v1/disclosures/[^/]+/[0-9]{4}/proposals/([0-9]+)");

    private SessionBar() {}

    /** @param query of the address, null if it has none; who logs in comes back to all of it */
    static String of(@Nullable LoginSession session, String path, @Nullable String query) {
        Markup out = new Markup().raw("<nav class=\"session\" aria-label=\"").text(new Wording("会话", "Session").text()).raw("\">");
        if (session == null) {
            link(out, LoginController.LOGIN + "?to=" + path + (query == null ? "" : URLEncoder.encode("?" + query, StandardCharsets.UTF_8)), "登录", "Log in");
            return out.raw("</nav>\n").toString();
        }
        out.raw("<span>").text(session.called()).raw("</span> ");
        Matcher budget = BUDGET.matcher(path);
        if (budget.matches()) {
            String desk = SessionFilter.DESK + "/" + budget.group(1) + "/" + budget.group(2);
            PointBar.link(out, desk, new Wording("经办", "Post").with(budget.group(1) + " " + budget.group(2)));
            Matcher posting = POSTING.matcher(path);
            if (posting.matches()) {
                link(out, desk + "/reversals/" + posting.group(1), "冲销本笔", "Reverse it");
            }
            Matcher proposal = PROPOSAL.matcher(path);
            if (proposal.matches()) {
                link(out, desk + "/approvals/" + proposal.group(1), "复核通过", "Approve");
                link(out, desk + "/rejections/" + proposal.group(1), "退回", "Reject");
                link(out, desk + "/withdrawals/" + proposal.group(1), "撤回", "Withdraw");
            }
        }
        out.raw("<form method=\"post\" action=\"" + LoginController.LOGOUT + "\"><input type=\"hidden\" name=\"" + SessionFilter.FORM_TOKEN + "\" value=\"")
                .text(session.formToken()).raw("\"/>");
        PointBar.button(out, new Wording("退出", "Log out"));
        return out.raw("</form></nav>\n").toString();
    }

    private static void link(Markup out, String address, String chinese, String english) {
        PointBar.link(out, address, new Wording(chinese, english));
    }
}
