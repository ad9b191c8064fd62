package dev.budgetledger.edge;

import java.io.IOException;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tells a connection when it has a request under way. */
final class EdgeProcessor extends Http11Processor {

    /** Of the notes that Tomcat lets others keep with a request; the first are its own. */
    private static final int CONNECTION_NOTE = 16;

    private static final int HEADLESS_NOTE = 17;

    private final long writeTimeoutMillis;

    /** @param writeTimeoutMillis how long a client may read nothing of its answer */
    EdgeProcessor(EdgeProtocol protocol, Adapter adapter, long writeTimeoutMillis) {
        super(protocol, adapter);
        this.writeTimeoutMillis = writeTimeoutMillis;
    }

    static @Nullable Connection connection(Request request) {
        return (Connection) request.getNote(CONNECTION_NOTE);
    }

    /** Answers in HTTP/0.9 have no heads; nor have later ones of the same processor, if Tomcat cannot read their request. */
    static void versionRead(Request request) {
        if (request.protocol().equals("")) {
            request.setNote(HEADLESS_NOTE, true);
        }
    }

    static boolean isHeadless(Request request) {
        return Boolean.TRUE.equals(request.getNote(HEADLESS_NOTE));
    }

    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
        Connection connection =
                socket.getSocket() instanceof EdgeEndpoint.EdgeChannel channel ? channel.connection() : null;
        request.setNote(CONNECTION_NOTE, connection);
        if (connection == null) {
            return super.process(socket, event);
        }
        if (!connection.begin(request.getRequestProcessor())) {
            return SocketState.CLOSED;
        }
        SocketState state = super.process(socket, event);
        if (state == SocketState.OPEN || (state == SocketState.LONG && !isAsync())) {
            connection.await();
        }
        return state;
    }

    /**
     * What begins as HTTP/2 is answered as well. Tomcat would have one time-out for heads and answers. That of answers
     * is set here, by the thread that answers: set by the one that takes connections, it could come after what a
     * handler has said of its own answer.
     */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        socket.setWriteTimeout(writeTimeoutMillis);
        SocketState state = super.service(socket);
        if (state != SocketState.UPGRADING || getUpgradeToken() != null) {
            return state;
        }
        response.setStatus(505);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
        try {
            getAdapter().service(request, response);
        } catch (Exception fault) {
            throw new IOException(fault);
        }
        action(ActionCode.CLOSE, null);
        return SocketState.CLOSED;
    }
}
