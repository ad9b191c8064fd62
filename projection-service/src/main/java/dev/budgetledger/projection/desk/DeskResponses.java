package dev.budgetledger.projection.desk;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageLanguage;
import dev.budgetledger.projection.console.ProblemPages;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.login.LoginSession;

/** What pages of the desk are answered with, and what the ledger's problems are called on them. */
final class DeskResponses {

    private static final int KEY_CHARS_MAX = 100;

    private DeskResponses() {}

    static LoginSession session(HttpServletRequest request) {
        return Objects.requireNonNull(LoginSession.of(request), "the filter lets nobody here who has not logged in");
    }

    /** The key that a form came with, else one of its own. */
    static String key(HttpServletRequest request) {
        String key = request.getParameter("key");
        return key == null || key.isBlank() || key.length() > KEY_CHARS_MAX ? LoginSession.random() : key;
    }

    static ResponseEntity<byte[]> page(HttpServletRequest request, HttpStatus status, String page) {
        // Kept by the browser, so that who goes back finds what he filled in and is not asked to send it again; a logout clears it.
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.parseMediaType(PageConverter.HTML))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        PageConverter.protect((name, value) -> answer.header(name, value));
        String shown = request.getAttribute(ConsolePage.BAR) instanceof String bar ? ConsolePage.withBar(page, bar) : page;
        return answer.body(shown.getBytes(StandardCharsets.UTF_8));
    }

    static ResponseEntity<byte[]> problem(HttpServletRequest request, ProblemException why) {
        return page(request, Objects.requireNonNullElse(HttpStatus.resolve(why.problem().status()), HttpStatus.BAD_REQUEST), ProblemPages.html(why.problem()));
    }

    /** Where a browser is sent, in the language of the page that it comes from. */
    static String inLanguage(String address) {
        return PageLanguage.current().in(address);
    }

    static JsonNode json(LedgerHttp.Answer answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException none) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** Whether the ledger has said no; else nobody knows what it did. */
    static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && HttpStatus.resolve(status) != null;
    }

    /** Why nothing was posted. */
    static Wording refusal(int status, JsonNode problem) {
        return switch (status) {
            case 401 -> new Wording("账本不认可此登录，没有记账。请重新登录。", "The ledger does not take this login; nothing was posted. Log in again.");
            case 403 -> new Wording("您的角色或部门、年度范围不允许此操作，没有记账。", "Your roles, departments or years do not allow this; nothing was posted.");
            default -> new Wording("没有记账：" + problem.path("code").asString(""), "Not posted", "Not posted: " + problem.path("code").asString(""));
        };
    }
}
