package dev.budgetledger.projection.login;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;

/** How much a page may send. What it sends waits in a temporary file, which ends with the request. */
public final class UploadLimit {

    /** Of one file. */
    public static final long FILE_BYTES_MAX = 16L << 20;

    /** Of all of a form: the file, and what is around it. */
    static final long FORM_BYTES_MAX = FILE_BYTES_MAX + (64L << 10);

    private UploadLimit() {}

    /** To the file system at once: memory holds none of it. */
    static MultipartConfigElement multipart() {
        return new MultipartConfigElement("", FILE_BYTES_MAX, FORM_BYTES_MAX, 0);
    }

    /** Whether it says so itself, as browsers do; of what does not no more is read than that. */
    static boolean isOver(HttpServletRequest request) {
        return request.getContentLengthLong() > FORM_BYTES_MAX;
    }
}
