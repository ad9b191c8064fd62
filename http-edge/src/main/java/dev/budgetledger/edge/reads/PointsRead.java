package dev.budgetledger.edge.reads;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import dev.budgetledger.contract.RecordedRead.PointRead;

/** Which points the answer to a request is of, for its {@link dev.budgetledger.contract.RecordedRead}. */
public final class PointsRead {

    private static final String ATTRIBUTE = PointsRead.class.getName();
    private static final int POINTS_MAX = 8;

    private PointsRead() {}

    /** Notes one with the request that this thread answers, if there is one. */
    public static void note(LocalDate effectiveOn, Instant recordedAsOf, long position) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return;
        }
        List<PointRead> points = points(request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        PointRead point = new PointRead(effectiveOn, recordedAsOf, position);
        if (points.size() < POINTS_MAX && !points.contains(point)) {
            points.add(point);
            request.setAttribute(ATTRIBUTE, points, RequestAttributes.SCOPE_REQUEST);
        }
    }

    static @Nullable List<PointRead> of(HttpServletRequest request) {
        List<PointRead> points = points(request.getAttribute(ATTRIBUTE));
        return points.isEmpty() ? null : points;
    }

    private static List<PointRead> points(@Nullable Object noted) {
        List<PointRead> points = new ArrayList<>();
        if (noted instanceof List<?> some) {
            some.forEach(each -> points.add((PointRead) each));
        }
        return points;
    }
}
