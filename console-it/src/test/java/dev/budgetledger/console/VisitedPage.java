package dev.budgetledger.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;

/**
 * A page, and all that it loaded, and what the browser complained of.
 *
 * @param complaints of the console, of scripts, of the content policy
 * @param requests every address that was asked
 * @param bytes of all answers
 */
record VisitedPage(Page page, List<String> complaints, List<String> requests, long[] bytes) implements AutoCloseable {

    private static final int TABS_MAX = 200;

    static VisitedPage open(BrowserContext context, String address) {
        Page page = context.newPage();
        VisitedPage visited = new VisitedPage(page, new ArrayList<>(), new ArrayList<>(), new long[1]);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                visited.complaints.add(message.text());
            }
        });
        page.onPageError(visited.complaints::add);
        page.onRequest(request -> visited.requests.add(request.url()));
        page.onResponse(answer -> {
            boolean leadsOn = answer.status() >= 300 && answer.status() < 400; // to a page that is counted; of itself it has no body
            if (!leadsOn && !answer.url().endsWith("/favicon.ico")) {
                visited.bytes[0] += answer.body().length;
            }
        });
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return visited;
    }

    /** What axe finds that keeps somebody out. */
    List<String> seriousFindings() {
        return new AxeBuilder(page).analyze().getViolations().stream()
                .filter(each -> each.getImpact().equals("serious") || each.getImpact().equals("critical"))
                .map(each -> each.getId() + " " + each.getHelp() + " " + each.getNodes().getFirst().getHtml()).toList();
    }

    /** Goes by keyboard to a link to there, and follows it. */
    void follow(String address) {
        tabTo("element => element.matches('a[href]') && new RegExp(where).test(element.href)", address);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(address));
    }

    /** Goes by keyboard to what has this name, or this name and value. */
    void tabToField(String name, String value) {
        tabTo("element => element.name === where.split('=')[0] && (where.endsWith('=') || element.value === where.split('=')[1])", name + "=" + value);
    }

    /** Goes from one thing that takes the keyboard to the next, until it is at such a one. */
    private void tabTo(String is, String where) {
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("where => (" + is + ")(document.activeElement)", where))) {
                return;
            }
        }
        throw new AssertionError("no key led to " + where + " from " + page.url());
    }

    @Override
    public void close() {
        page.close();
    }
}
