package dev.budgetledger.ledger.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * What Tomcat refuses (a broken request line, a bad escape, a body that is cut) is a problem too, not a page. Whatever is
 * answered by {@code sendError} comes here: there are no error pages.
 */
@Component
final class RefusedByTomcat implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(ProblemValve.class.getName());
            host.getPipeline().addValve(new ProblemValve());
        });
    }

    /** Public for Tomcat, which knows it by name. */
    public static final class ProblemValve extends ErrorReportValve {

        private static final String UNREADABLE = "the request cannot be read as HTTP, or its body ends before it says; "
                + "in an address write + as %2B, and what is not ASCII as its UTF-8 bytes, 元 as %E5%85%83";

        @Override
        protected void report(Request request, Response response, Throwable fault) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            String title = status == null ? "Error" : status.getReasonPhrase();
            String problem = """
                    {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s","field":"request"}"""
                    .formatted(title, response.getStatus(), status == HttpStatus.BAD_REQUEST ? UNREADABLE : title,
                            status == HttpStatus.INTERNAL_SERVER_ERROR
                                    ? Trouble.FAULT.name()
                                    : title.toUpperCase(Locale.ROOT).replace(' ', '_'));
            try {
                response.resetBuffer();
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
                response.finishResponse();
            } catch (IOException e) {
                container.getLogger().debug("the sender of a refused request has gone", e);
            }
        }
    }
}
