package dev.budgetledger.edge;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.edge.problems.StrictRequest;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What is answered before a service has the request.
 *
 * @param problem in English
 */
record EdgeProblem(Problem problem) {

    private static final String REQUEST = "request";

    static final EdgeProblem VERSION = of(ProblemCode.HTTP_VERSION_NOT_SUPPORTED, REQUEST, "HTTP/1.1 or HTTP/1.0");

    static final EdgeProblem NO_ROOM = of(ProblemCode.TOO_MANY_CONNECTIONS, REQUEST,
            "more connections than are taken, and each has a request under way");

    static final EdgeProblem MEDIA_RANGE = new EdgeProblem(ProblemException.invalid(HttpHeaders.CONTENT_TYPE, "no media type").problem());

    private static EdgeProblem of(ProblemCode code, String field, String detail) {
        return new EdgeProblem(Problem.of(code.status(), code.name(), field, detail));
    }

    /** What Tomcat says by a status. */
    static EdgeProblem ofStatus(int status, @Nullable String detail) {
        return new EdgeProblem(Problem.ofStatus(status, REQUEST, detail));
    }

    static EdgeProblem host(String host) {
        return of(ProblemCode.HOST_NOT_ALLOWED, "Host", PlainText.quoted(host)
                + " is not a name of this service; its operator adds names by the setting http.hosts");
    }

    static EdgeProblem path(String path) {
        return of(ProblemCode.PATH_NOT_CANONICAL, "path", PlainText.quoted(path)
                + " is not the one spelling of an address: nothing encoded that can stand as it is,"
                + " capitals in escapes, no //, no . or .., no / at the end");
    }

    static EdgeProblem parameter(String name) {
        return new EdgeProblem(StrictRequest.unknown(name, List.of()).problem());
    }

    /** The answer to a request that came so far. */
    void answer(Request request, Response response) throws IOException {
        Connection connection = EdgeProcessor.connection(request.getCoyoteRequest());
        if (connection != null && EdgeProcessor.isHeadless(request.getCoyoteRequest())) {
            connection.end(bytes());
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            return;
        }
        Language language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        byte[] body = document(problem.to(language, String.valueOf(request.getRequestURI())));
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }

    /** The whole of an answer, head and all, after which the connection is closed. */
    byte[] bytes() {
        byte[] body = document(problem);
        byte[] head = ("HTTP/1.1 " + problem.status() + " \r\nContent-Type: " + MediaType.APPLICATION_PROBLEM_JSON_VALUE
                + "\r\nContent-Length: " + body.length + (problem.helpsToAskAgain() ? "\r\nRetry-After: 1" : "")
                + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static byte[] document(Problem problem) {
        return ContractJson.write(problem);
    }
}
