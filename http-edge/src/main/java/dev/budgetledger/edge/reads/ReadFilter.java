package dev.budgetledger.edge.reads;

import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.RecordedRead.Variable;
import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.problems.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Around all that answers a read, who asks included: what was refused is recorded as well. */
final class ReadFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String TRACE = "traceId";
    private static final String QUERY_OF_NONE = "";

    private final transient AccessTable table;
    private final transient ReadRecorder recorder;
    private final transient HandlerExceptionResolver faults;
    private final transient InstantSource clock;

    ReadFilter(AccessTable table, ReadRecorder recorder, HandlerExceptionResolver faults, InstantSource clock) {
        this.table = table;
        this.recorder = recorder;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!table.isRead(request.getMethod(), request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        Answer answer = new Answer(request, response);
        try {
            chain.doFilter(request, answer.held);
            answer.held.end();
        } catch (ProblemException unrecorded) {
            if (faults.resolveException(request, response, null, unrecorded) == null) {
                throw new ServletException(unrecorded);
            }
        } catch (IOException | ServletException | RuntimeException fault) {
            answer.brokeOff(fault);
            throw fault;
        }
    }

    /** One answer, and its record. */
    private final class Answer {

        private final HttpServletRequest request;
        private final HeldResponse held;

        Answer(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            held = new HeldResponse(response, this::record, unrecorded -> faults.resolveException(request, response, null, unrecorded));
        }

        private void record() {
            recorder.record(unrecorded -> read(held.getStatus(), held.length(), unrecorded));
        }

        /** Nothing of it was told yet: Tomcat answers that the service failed, or the client has gone. */
        void brokeOff(Exception fault) {
            if (!held.isReleased()) {
                try {
                    recorder.record(unrecorded -> read(HttpStatus.INTERNAL_SERVER_ERROR.value(), null, unrecorded));
                } catch (ProblemException unrecorded) {
                    fault.addSuppressed(unrecorded);
                }
            }
        }

        private RecordedRead read(int status, @Nullable Long bytes, long unrecorded) {
            String address = request.getRequestURI();
            String query = status >= HttpStatus.BAD_REQUEST.value() || request.getQueryString() == null ? QUERY_OF_NONE : request.getQueryString();
            return new RecordedRead(recorder.service(), Principal.nameOf(request), request.getMethod(),
                    request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern ? pattern : null,
                    cut(address, RecordedRead.ADDRESS_CHARS_MAX), variables(),
                    query.isEmpty() ? null : cut(query, RecordedRead.QUERY_CHARS_MAX),
                    address.length() > RecordedRead.ADDRESS_CHARS_MAX || query.length() > RecordedRead.QUERY_CHARS_MAX,
                    PointsRead.of(request), status, bytes, clock.instant().truncatedTo(ChronoUnit.MICROS), MDC.get(TRACE), unrecorded);
        }

        private @Nullable List<Variable> variables() {
            if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> found) || found.isEmpty()) {
                return null;
            }
            Map<String, String> sorted = new TreeMap<>();
            found.forEach((name, value) -> sorted.put(String.valueOf(name), cut(String.valueOf(value), RecordedRead.ADDRESS_CHARS_MAX)));
            return sorted.entrySet().stream().map(each -> new Variable(each.getKey(), each.getValue())).toList();
        }
    }

    /** Half a character, which may be left at the end, is none that JSON can have. */
    private static String cut(String text, int chars) {
        return new String((text.length() <= chars ? text : text.substring(0, chars)).getBytes(UTF_8), UTF_8);
    }
}
