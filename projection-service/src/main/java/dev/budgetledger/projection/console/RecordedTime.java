package dev.budgetledger.projection.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** 记账时间 as people read it: UTC, to the second. What cites an instant has all of it in its address. */
public final class RecordedTime {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RecordedTime() {}

    public static String of(Instant instant) {
        return TO_THE_SECOND.format(instant);
    }

    /**
     * The same.
     *
     * @param instant as answers write it
     */
    public static String of(String instant) {
        return of(Instant.parse(instant));
    }
}
