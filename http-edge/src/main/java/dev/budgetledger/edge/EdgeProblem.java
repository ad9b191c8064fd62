package dev.budgetledger.edge;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.http.MediaType;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.PlainText;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What is answered before a service has the request, as RFC 9457 has it.
 *
 * @param code stable
 * @param field what it is about
 */
record EdgeProblem(int status, String title, String code, String field, String detail) {

    static final EdgeProblem VERSION = new EdgeProblem(505, "HTTP Version Not Supported", "HTTP_VERSION_NOT_SUPPORTED",
            "request", "HTTP/1.1 or HTTP/1.0");

    static final EdgeProblem NO_ROOM = new EdgeProblem(503, "Service Unavailable", "TOO_MANY_CONNECTIONS", "request",
            "more connections than are taken, and each has a request under way");

    static EdgeProblem host(String host) {
        return new EdgeProblem(421, "Misdirected Request", "HOST_NOT_ALLOWED", "Host", PlainText.quoted(host)
                + " is not a name of this service; its operator adds names by the setting http.hosts");
    }

    static EdgeProblem path(String path) {
        return new EdgeProblem(400, "Bad Request", "PATH_NOT_CANONICAL", "path", PlainText.quoted(path)
                + " is not the one spelling of an address: nothing encoded that can stand as it is,"
                + " capitals in escapes, no //, no . or .., no / at the end");
    }

    static EdgeProblem parameter(String name) {
        return new EdgeProblem(400, "Bad Request", "UNKNOWN_PARAMETER", PlainText.quoted(name),
                PlainText.quoted(name) + " is not a parameter of this address");
    }

    /** The answer to a request that came so far. */
    void answer(Request request, Response response) throws IOException {
        byte[] body = EdgeProcessor.isHeadless(request.getCoyoteRequest()) ? bytes() : document();
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }

    /** The whole of an answer, head and all, after which the connection is closed. */
    byte[] bytes() {
        byte[] body = document();
        byte[] head = ("HTTP/1.1 " + status + " \r\nContent-Type: " + MediaType.APPLICATION_PROBLEM_JSON_VALUE
                + "\r\nContent-Length: " + body.length + (equals(NO_ROOM) ? "\r\nRetry-After: 1" : "")
                + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private byte[] document() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        members.put("field", field);
        return ContractJson.write(members);
    }
}
