package dev.budgetledger.projection.console;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The representation of an answer that people may read, where the address rather than the {@code Accept} header names it. */
public enum PageFormat {
    JSON,
    HTML;

    /** What is said of the parameter. */
    public static final String DESCRIPTION = "json or html; else what the Accept header prefers";

    /** The same choice in an address. */
    public static String inAddress(@Nullable PageFormat format) {
        return format == null ? "" : "&format=" + format.name().toLowerCase(Locale.ROOT);
    }
}
