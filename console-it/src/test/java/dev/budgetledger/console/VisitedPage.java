package dev.budgetledger.console;

import java.util.ArrayList;
import java.util.List;

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
            if (!answer.url().endsWith("/favicon.ico")) {
                visited.bytes[0] += answer.body().length;
            }
        });
        page.navigate(address);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return visited;
    }

    @Override
    public void close() {
        page.close();
    }
}
