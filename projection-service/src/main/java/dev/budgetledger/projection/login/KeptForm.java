package dev.budgetledger.projection.login;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;

/**
 * 续填: a form whose login has ended since it was opened. The browser gets back what was filled in, to send it again once somebody has logged in; nothing of it
 * is posted, or looked at, before he has seen it.
 */
record KeptForm(HttpServletRequest request) {

    private static final String STEP = "step";
    private static final Set<String> OF_ITS_LOGIN = Set.of(SessionFilter.FORM_TOKEN, STEP);

    /** Whether something was filled in that can be given back; a file cannot, nor what cannot be read. */
    static boolean is(HttpServletRequest request) {
        try {
            return Objects.requireNonNullElse(request.getContentType(), "").startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                    && !request.getParameterMap().isEmpty();
        } catch (IllegalStateException unreadable) {
            return false;
        }
    }

    /** @param session of who has logged in meanwhile, null if nobody has */
    void answer(HttpServletResponse response, @Nullable LoginSession session) throws IOException {
        (session == null ? PlainPage.ENDED : PlainPage.OF_ANOTHER_LOGIN).answer(response, page -> write(page, session));
    }

    private void write(ConsolePage page, @Nullable LoginSession session) {
        Markup out = page.out();
        if (session == null) {
            out.raw("<p><a href=\"" + LoginController.LOGIN + "\" target=\"_blank\">");
            page.said(new Wording("登录", "Log in"));
            out.raw("</a></p>\n");
        }
        out.raw("<form class=\"desk\" method=\"post\" action=\"").text(request.getRequestURI()).raw("\">\n");
        field(out, SessionFilter.FORM_TOKEN, session == null ? "" : session.formToken());
        request.getParameterMap().forEach((name, values) -> {
            if (!OF_ITS_LOGIN.contains(name)) {
                field(out, name, values[0]);
            }
        });
        out.raw("<p><button name=\"" + STEP + "\" value=\"check\">");
        page.said(new Wording("继续", "Continue"));
        out.raw("</button></p>\n</form>\n");
    }

    private static void field(Markup out, String name, String value) {
        out.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(value).raw("\"/>\n");
    }
}
