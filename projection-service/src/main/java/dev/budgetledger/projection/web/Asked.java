package dev.budgetledger.projection.web;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What of a question is asked again in an address, by the names of its parameters and in order. */
public final class Asked {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * With one parameter more.
     *
     * @param value absent if it was not asked, and is not asked again; constants are written in lower case
     */
    public Asked and(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Enum<?> constant -> parameters.put(name, constant.name().toLowerCase(Locale.ROOT));
            case BigDecimal amount -> parameters.put(name, amount.toPlainString());
            default -> parameters.put(name, value.toString());
        }
        return this;
    }

    public Map<String, String> parameters() {
        return parameters;
    }

    /** Each behind {@code &}. */
    public String inAddress() {
        return Paging.inAddress(parameters);
    }
}
