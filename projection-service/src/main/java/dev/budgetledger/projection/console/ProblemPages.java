package dev.budgetledger.projection.console;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

import dev.budgetledger.edge.problems.AcceptedTypes;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemView;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.document.pages.Markup;

/** 问题页: to who would rather have a page than JSON, as browsers say, a problem is one; to all others it is JSON. */
@Component
public final class ProblemPages implements ProblemView {

    @Override
    public ResponseEntity<Object> answer(Problem problem, ResponseEntity<Object> json, HttpServletRequest request) {
        HttpHeaders headers = HttpHeaders.copyOf(json.getHeaders());
        headers.setVary(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE));
        if (!isPreferred(request)) {
            return new ResponseEntity<>(json.getBody(), headers, json.getStatusCode());
        }
        headers.setContentType(MediaType.parseMediaType(PageConverter.HTML));
        headers.set(HttpHeaders.CONTENT_LANGUAGE, languages());
        Object page = new InPage<>(problem, Map.of(PageConverter.HTML,
                PageConverter.page(() -> html(problem), request.getAttribute(ConsolePage.BAR))));
        return new ResponseEntity<>(page, headers, json.getStatusCode());
    }

    /** Whether a page is named, and JSON is named after it or not at all (RFC 9110 12.5.1). */
    private static boolean isPreferred(HttpServletRequest request) {
        try {
            List<MediaType> types = AcceptedTypes.of(request);
            double page = types.stream().filter(MediaType.TEXT_HTML::equalsTypeAndSubtype).mapToDouble(MediaType::getQualityValue).max().orElse(0);
            return page > 0 && types.stream().filter(each -> each.includes(MediaType.APPLICATION_JSON) || each.includes(MediaType.APPLICATION_PROBLEM_JSON))
                    .noneMatch(each -> each.isWildcardType() ? each.getQualityValue() > page : each.getQualityValue() >= page);
        } catch (HttpMediaTypeNotAcceptableException unreadable) {
            return false;
        }
    }

    private static String languages() {
        return switch (PageLanguage.current()) {
            case BOTH -> Language.CHINESE.tag() + ", " + Language.ENGLISH.tag();
            case CHINESE -> Language.CHINESE.tag();
            case ENGLISH -> Language.ENGLISH.tag();
        };
    }

    /** The whole page. */
    public static String html(Problem problem) {
        ConsolePage page = new ConsolePage(said(problem.title()), List.of());
        page.paragraph("notice", said(problem.detail()));
        if (problem.helpsToAskAgain()) {
            page.paragraph("请稍候再试。", "Ask again in a moment.");
        }
        page.out().raw("<dl>\n");
        entry(page, new Wording("代码", "Code"), problem.code());
        entry(page, new Wording("所指", "About"), problem.field());
        entry(page, new Wording("状态", "Status"), Integer.toString(problem.status()));
        page.out().raw("</dl>\n");
        page.links("继续", "Continue", List.of(new Link("/", "部门预算公开", "All budgets"), new Link(problem.type(), "代码说明", "what the code means")));
        return page.end();
    }

    private static void entry(ConsolePage page, Wording called, String value) {
        if (!value.isEmpty()) {
            Markup out = page.out().raw("<dt>");
            page.said(called);
            out.raw("</dt><dd>").text(value).raw("</dd>\n");
        }
    }

    /** A sentence that has no translation stays as it is. */
    private static Wording said(String sentence) {
        String chinese = Language.CHINESE.say(sentence);
        return new Wording(chinese, sentence, sentence);
    }
}
