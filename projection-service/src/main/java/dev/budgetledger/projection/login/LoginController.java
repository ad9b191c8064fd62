package dev.budgetledger.projection.login;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

import dev.budgetledger.projection.login.Provider.LoginFailedException;

/** 登录, 退出: to the provider, back from it, and out. */
@Controller
@ConditionalOnProperty("console.ledger-url")
record LoginController(Provider provider, LoginSessions sessions, Browser browser) {

    static final String LOGIN = "/login";
    static final String CALLBACK = "/login/callback";
    static final String LOGOUT = "/logout";

    private static final Logger LOGGER = LoggerFactory.getLogger(LoginController.class);

    /** Until a person has come back. */
    private static final Duration ATTEMPT_MAX = Duration.ofMinutes(10);

    /** An address of ours, and nothing that a browser could take for another host. */
    private static final Pattern TARGET = Pattern.compile("(/|(/[A-Za-z0-9%._~-]+)+)([?][A-Za-z0-9%._~=&+*-]*)?");

    private static final String PAGES = "/";

    @GetMapping(LOGIN)
    void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LoginAttempt attempt = LoginAttempt.to(target(request.getParameter("to")));
        try {
            URI provided = provider.login(attempt, back(request));
            browser.keep(Browser.LOGIN, attempt.inCookie(), ATTEMPT_MAX, request, response);
            go(response, provided.toString());
        } catch (LoginFailedException why) {
            LOGGER.warn("Nobody can log in: {}", why.getMessage());
            PlainPage.UNAVAILABLE.answer(response);
        }
    }

    @GetMapping(CALLBACK)
    void comeBack(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LoginAttempt attempt = LoginAttempt.read(browser.kept(Browser.LOGIN, request));
        browser.keep(Browser.LOGIN, "", Duration.ZERO, request, response);
        String code = request.getParameter("code");
        if (attempt == null || !attempt.hasState(request.getParameter("state")) || code == null) {
            PlainPage.NOT_LOGGED_IN.answer(response);
            return;
        }
        try {
            LoginSession session = provider.session(code, attempt, back(request));
            String number = sessions.begin(session, browser.kept(Browser.SESSION, request));
            browser.keep(Browser.SESSION, number, null, request, response);
            go(response, target(attempt.target()));
        } catch (LoginFailedException why) {
            LOGGER.info("Somebody was not logged in: {}", why.getMessage());
            PlainPage.NOT_LOGGED_IN.answer(response);
        }
    }

    /** The filter has looked whether this was meant. */
    @PostMapping(LOGOUT)
    void logout(HttpServletRequest request, HttpServletResponse response) {
        sessions.end(browser.kept(Browser.SESSION, request));
        browser.keep(Browser.SESSION, "", Duration.ZERO, request, response);
        response.setHeader("Clear-Site-Data", "\"cache\""); // nobody finds by going back what he had filled in
        go(response, PAGES);
    }

    private URI back(HttpServletRequest request) {
        return URI.create(browser.origin(request) + CALLBACK);
    }

    private static String target(@Nullable String said) {
        return said != null && TARGET.matcher(said).matches() ? said : PAGES;
    }

    private static void go(HttpServletResponse response, String address) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, address);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
