package dev.budgetledger.standalone;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** 较上年: what the projection answers about a budget and the year before. */
record YearOverYearSample(Department department, int fiscalYear, String unit, Change total, Change basic, Change project) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_CAUGHT_UP = 503;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    record Department(String code, String name) {}

    /** Amounts as the projection prints them; the change is signed. */
    record Change(String current, String prior, String change) {}

    /**
     * Asks until the projection knows a position of the log.
     *
     * @throws IllegalStateException if it does not within a minute
     */
    static YearOverYearSample read(HttpApi projection, String budget, long atLeastPosition) {
        String path = "/v1/disclosures/" + budget + "/year-over-year?atLeastPosition=" + atLeastPosition;
        Instant deadline = Instant.now().plus(TIMEOUT);
        HttpResponse<String> response = projection.get(path, "application/json");
        while (response.statusCode() == NOT_CAUGHT_UP && Instant.now().isBefore(deadline)) {
            response = projection.get(path, "application/json");
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "The projection answered " + response.statusCode() + " to " + path + ": " + response.body());
        }
        return Objects.requireNonNull(JSON.readValue(response.body(), YearOverYearSample.class));
    }

    /** {@code 301 … 2023: 8916.82 万元, 较上年 +763.38 (基本 +480.26, 项目 +283.12)}. */
    String line() {
        return "%s %s %d: %s %s, 较上年 %s (基本 %s, 项目 %s)".formatted(
                department.code(),
                department.name(),
                fiscalYear,
                total.current(),
                unit,
                total.change(),
                basic.change(),
                project.change());
    }
}
