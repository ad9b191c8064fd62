package dev.budgetledger.projection.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;

import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.Wording;

/** What somebody is told who gets no further. */
record PlainPage(HttpStatus status, Wording title, Wording words) {

    static final PlainPage UNKNOWN = new PlainPage(HttpStatus.UNAUTHORIZED, new Wording("请先登录", "Log in first"),
            new Wording("未登录，或登录已经结束。没有记账。请登录后重新填写。", "Nobody has logged in, or the login has ended. Nothing was posted."));

    static final PlainPage ENDED = new PlainPage(HttpStatus.UNAUTHORIZED, UNKNOWN.title(),
            new Wording("登录已经结束，没有记账。请在另一窗口重新登录，再回到此页继续；所填内容不会丢失。",
                    "The login has ended, and nothing was posted. Log in in another window, then continue here: what you filled in stays."));

    static final PlainPage OF_ANOTHER_LOGIN = new PlainPage(HttpStatus.FORBIDDEN, new Wording("请再核对一次", "Look at it again"),
            new Wording("此表单是在另一次登录时打开的，没有记账。所填内容还在：请继续，核对之后再记账。",
                    "This form was opened in another login, and nothing was posted. What you filled in is still here: continue, and look at it before you post."));

    static final PlainPage FORGED = new PlainPage(HttpStatus.FORBIDDEN, new Wording("没有接受", "Not taken"),
            new Wording("此请求不是从本站打开的页面发出的，没有记账。如果是您本人，请从页面重新提交。",
                    "This was not sent from a page of ours that you have open. Nothing was posted. If it was you, send it from the page again."));

    static final PlainPage TOO_LARGE = new PlainPage(HttpStatus.CONTENT_TOO_LARGE, new Wording("文件过大", "Too large"),
            new Wording("最大 " + (UploadLimit.FILE_BYTES_MAX >> 20) + " MB，没有记账。请返回，把表格分成几份再上传。",
                    "At most " + (UploadLimit.FILE_BYTES_MAX >> 20) + " MB. Nothing was posted. Go back and send the sheet in parts."));

    static final PlainPage NOT_LOGGED_IN = new PlainPage(HttpStatus.UNAUTHORIZED, new Wording("没有登录", "Not logged in"),
            new Wording("登录没有完成：过程过期、被取消，或来自另一浏览器。请重新登录。",
                    "The login was not finished: it took too long, was cancelled, or began in another browser. Log in again."));

    static final PlainPage UNAVAILABLE = new PlainPage(HttpStatus.SERVICE_UNAVAILABLE, new Wording("暂时不能登录", "No login for now"),
            new Wording("身份提供方没有应答。公开内容仍可查阅。", "The identity provider does not answer. What is public can be read."));

    void answer(HttpServletResponse response) throws IOException {
        answer(response, page -> page.links("继续", "Continue", List.of(new ConsolePage.Link(LoginController.LOGIN, "登录", "Log in"))));
    }

    /** @param then writes what he can do */
    void answer(HttpServletResponse response, Consumer<ConsolePage> then) throws IOException {
        ConsolePage page = new ConsolePage(title, List.of());
        page.paragraph(words);
        then.accept(page);
        response.setStatus(status.value());
        response.setContentType(PageConverter.HTML);
        PageConverter.protect(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(page.end().getBytes(StandardCharsets.UTF_8));
    }
}
