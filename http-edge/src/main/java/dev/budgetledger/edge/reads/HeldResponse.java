package dev.budgetledger.edge.reads;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.function.Consumer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;

/**
 * An answer of which no byte leaves before something is done. It is held until there is more of it than a few thousand bytes, it is
 * flushed, or it ends; whatever is answered after that failed is not held.
 */
final class HeldResponse extends HttpServletResponseWrapper {

    private static final int HELD_BYTES_MAX = 8 * 1024;

    private final Runnable first;
    private final Consumer<ProblemException> instead;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final ServletOutputStream out = new Held();
    private @Nullable PrintWriter writer;
    private @Nullable Long length;
    private boolean isReleased;
    private boolean isEnding;
    private boolean isReplaced;

    /**
     * An answer that is held.
     *
     * @param first what is done before; if it throws a {@link ProblemException}, what is held is dropped, head and all, and who makes the
     *     answer is told by that
     * @param instead answers it where the answer is a problem itself: those who answer problems have nobody who answers theirs
     */
    HeldResponse(HttpServletResponse response, Runnable first, Consumer<ProblemException> instead) {
        super(response);
        this.first = first;
        this.instead = instead;
    }

    /** How many bytes it has, null if that is not known. */
    @Nullable Long length() {
        return length == null && isEnding ? Long.valueOf(held.size()) : length;
    }

    boolean isReleased() {
        return isReleased;
    }

    /** Lets go what is still held. */
    void end() throws IOException {
        if (isReleased) {
            return;
        }
        isEnding = true;
        if (writer != null) {
            writer.flush();
        }
        release();
    }

    private void release() throws IOException {
        if (isReleased) {
            return;
        }
        isReleased = true;
        boolean isProblem = getStatus() >= SC_BAD_REQUEST;
        try {
            first.run();
        } catch (ProblemException why) {
            reset();
            if (!isProblem) {
                throw why;
            }
            isReplaced = true;
            instead.accept(why);
        }
        if (held.size() > 0) {
            held.writeTo(super.getOutputStream());
            held.reset();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(out, Charset.forName(getCharacterEncoding())));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        release();
        super.flushBuffer();
    }

    @Override
    public void reset() {
        super.reset();
        held.reset();
        writer = null;
        length = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        held.reset();
    }

    @Override
    public void setContentLength(int bytes) {
        setContentLengthLong(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        length = bytes;
        super.setContentLengthLong(bytes);
    }

    private final class Held extends ServletOutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (!isReleased && held.size() + count > HELD_BYTES_MAX) {
                release();
            }
            if (isReplaced) {
                return;
            }
            if (isReleased) {
                HeldResponse.super.getOutputStream().write(bytes, from, count);
            } else {
                held.write(bytes, from, count);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!isEnding) {
                release();
                HeldResponse.super.getOutputStream().flush();
            }
        }

        @Override
        public void close() throws IOException {
            release();
            HeldResponse.super.getOutputStream().close();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("answers are written by the thread that makes them");
        }
    }
}
