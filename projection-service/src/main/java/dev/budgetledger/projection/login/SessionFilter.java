package dev.budgetledger.projection.login;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.PageLanguage;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;

/**
 * Before it is asked who makes a request: of a session it is known. A session reads anything; what it sends goes to its own pages only, with
 * the token of a form that they gave it, or it is refused before anything else sees it.
 */
final class SessionFilter extends HttpFilter {

    /** Below this are the pages that post. */
    static final String DESK = "/desk";

    /** What a form calls its token. */
    static final String FORM_TOKEN = "formToken";

    private static final long serialVersionUID = 1L;

    private final transient LoginSessions sessions;
    private final transient Browser browser;
    private final transient InstantSource clock;
    private final transient HandlerExceptionResolver faults;

    SessionFilter(LoginSessions sessions, Browser browser, InstantSource clock, HandlerExceptionResolver faults) {
        this.faults = faults;
        this.sessions = sessions;
        this.browser = browser;
        this.clock = clock;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        LoginSession session = sessions.find(browser.kept(Browser.SESSION, request));
        String path = request.getRequestURI();
        boolean ofDesk = path.equals(DESK) || path.startsWith(DESK + "/");
        boolean gets = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (ofDesk && !PageLanguage.isAllOf(request.getQueryString())) {
            refuse(request, response, StrictRequest.unknown(request.getQueryString().replaceFirst("[=&].*", ""), List.of("lang")));
            return;
        }
        if (gets || ofDesk) {
            request.setAttribute(ConsolePage.BAR, SessionBar.of(session, path, request.getQueryString()));
        }
        if (ofDesk && gets && (session == null || !session.hasToken(clock.instant()))) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, SessionBar.login(path, request.getQueryString()));
            return;
        }
        if (!gets && (ofDesk || path.equals(LoginController.LOGOUT)) && !isMeant(request, response, session, ofDesk)) {
            return;
        }
        if (session != null && (gets || ofDesk)) { // else the pages know of none, however somebody came to them
            session.makes(request);
        }
        chain.doFilter(session == null || !(gets || ofDesk) ? request : known(request, session, clock.instant()), response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException why) throws ServletException {
        if (faults.resolveException(request, response, null, why) == null) {
            throw new ServletException(why);
        }
    }

    private boolean isMeant(HttpServletRequest request, HttpServletResponse response, @Nullable LoginSession session, boolean ofDesk) throws IOException {
        if (session != null && browser.isOurs(request) && UploadLimit.isOver(request)) {
            PlainPage.TOO_LARGE.answer(response);
            return false;
        }
        boolean isMeant = session != null && browser.isOurs(request) && session.hasForm(formToken(request));
        if (isMeant) {
            return true;
        }
        if (ofDesk && browser.saysOurs(request) && KeptForm.is(request)) {
            new KeptForm(request).answer(response, session);
        } else {
            (session == null ? PlainPage.UNKNOWN : PlainPage.FORGED).answer(response);
        }
        return false;
    }

    /** What cannot be read has none. */
    private static @Nullable String formToken(HttpServletRequest request) {
        try {
            String[] sent = request.getParameterValues(FORM_TOKEN);
            return sent == null || sent.length != 1 ? null : sent[0];
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    private static HttpServletRequest known(HttpServletRequest request, LoginSession session, Instant now) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && session.hasToken(now) ? new WithToken(request, session.token()) : request;
    }

    /** A request that says who makes it. */
    private static final class WithToken extends HttpServletRequestWrapper {

        private final String header;

        WithToken(HttpServletRequest request, String token) {
            super(request);
            this.header = "Bearer " + token;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION) ? header : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION) ? Collections.enumeration(List.of(header)) : super.getHeaders(name);
        }
    }

    /** Who reads a page, and where he may go on from it: the only thing of a page that depends on that. */
    private static class SessionBar {

        private static final Pattern BUDGET = Pattern.compile("/(?:v1/disclosures|desk)/([^/]+)/([0-9]{4})(?:/.*)?");
        private static final Pattern POSTING = Pattern.compile("/v1/disclosures/[^/]+/[0-9]{4}/postings/([0-9]+)");

        private static final Pattern PROPOSAL = Pattern.compile("/v1/disclosures/[^/]+/[0-9]{4}/proposals/([0-9]+)");

        private SessionBar() {}

        /** @param query of the address, null if it has none; who logs in comes back to all of it */
        static String of(@Nullable LoginSession session, String path, @Nullable String query) {
            Markup out = new Markup().raw("<nav class=\"session\" aria-label=\"").text(new Wording("会话", "Session").text()).raw("\">");
            if (session == null) {
                link(out, login(path, query), "登录", "Log in");
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

        /** Where one logs in, and comes back from to this address. */
        static String login(String path, @Nullable String query) {
            return LoginController.LOGIN + "?to=" + path + (query == null ? "" : URLEncoder.encode("?" + query, StandardCharsets.UTF_8));
        }

        private static void link(Markup out, String address, String chinese, String english) {
            PointBar.link(out, address, new Wording(chinese, english));
        }
    }
}
