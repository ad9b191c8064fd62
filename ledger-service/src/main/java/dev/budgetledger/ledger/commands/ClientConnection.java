package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What carries a request: who reads nothing of its answer is given up, and an answer that cannot be ended is broken off, from any
 * thread.
 */
@Component
public final class ClientConnection implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClientConnection.class);
    private static final String CONNECTION = ClientConnection.class.getName();

    /** Tomcat has no other way from a request to its connection. */
    private static final Field HOOK;

    private static final Method WRAPPER;

    static {
        try {
            HOOK = org.apache.coyote.Request.class.getDeclaredField("hook");
            HOOK.setAccessible(true);
            WRAPPER = AbstractProcessor.class.getDeclaredMethod("getSocketWrapper");
            WRAPPER.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StreamSettings settings;
    private final HttpSettings http;

    ClientConnection(StreamSettings settings, HttpSettings http) {
        this.settings = settings;
        this.http = http;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> context.getPipeline().addValve(
                new ConnectionValve(settings.writeTimeout(), http.writeTimeout())));
    }

    /** Knows what carries a request, and says for how long a client may read nothing of the answer. */
    private static final class ConnectionValve extends ValveBase {

        private final long writeTimeoutMillis;
        /** Who posts in bulk may read only when it has sent everything: that is limited where it is answered. */
        private final long bulkMillis;

        ConnectionValve(Duration writeTimeout, Duration bulk) {
            super(true);
            writeTimeoutMillis = writeTimeout.toMillis();
            bulkMillis = bulk.toMillis();
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            try {
                socket(request.getCoyoteRequest()).setWriteTimeout(
                        WebConfiguration.POSTINGS.equals(request.getRequestURI()) ? bulkMillis : writeTimeoutMillis);
            } catch (ReflectiveOperationException | RuntimeException fault) {
                LOGGER.warn("A client that does not read is ended by Tomcat's time-outs only", fault);
            }
            request.setAttribute(CONNECTION, (Runnable) () -> reset(request.getCoyoteRequest()));
            getNext().invoke(request, response);
        }
    }

    /**
     * Resets the connection of a request, from any thread: threads that wait for its other end continue once they are interrupted.
     * Tomcat has no such call; by itself it waits for its time-outs.
     */
    public static Runnable of(HttpServletRequest request) {
        return request.getAttribute(CONNECTION) instanceof Runnable reset ? reset : () -> {};
    }

    private static SocketWrapperBase<?> socket(org.apache.coyote.Request request) throws ReflectiveOperationException {
        return (SocketWrapperBase<?>) WRAPPER.invoke(HOOK.get(request));
    }

    private static void reset(org.apache.coyote.Request request) {
        try {
            SocketChannel channel = ((NioChannel) socket(request).getSocket()).getIOChannel();
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (ReflectiveOperationException | IOException | RuntimeException fault) {
            LOGGER.warn("A connection ends by its time-outs only", fault);
        }
    }
}
