package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The published tables of department 301 for 2023, as transcribed and checked. */
public final class ReferenceFiles {

    private ReferenceFiles() {}

    public static String text(String file) {
        try (InputStream in = ReferenceFiles.class.getResourceAsStream("/reference/301-2023/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows below the header; these files have no quoted fields. */
    public static List<List<String>> rows(String file) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text(file).lines().skip(1).toList()) {
            rows.add(List.of(line.split(",", -1)));
        }
        return rows;
    }

    /** The file that a table is published in. */
    public static String fileOf(TableId table) {
        return switch (table) {
            case REVENUE_AND_EXPENDITURE -> "t1-revenue-and-expenditure.csv";
            case REVENUE -> "t2-revenue.csv";
            case EXPENDITURE -> "t3-expenditure.csv";
            case FISCAL_APPROPRIATION -> "t4-fiscal-appropriation.csv";
            case GENERAL_PUBLIC_BUDGET -> "t5-general-public-budget.csv";
            case BASIC_EXPENDITURE -> "t6-basic-expenditure.csv";
            case GOVERNMENT_FUND -> "t7-government-fund.csv";
            case STATE_CAPITAL -> "t8-state-capital.csv";
            case THREE_PUBLIC -> "t9-three-public.csv";
        };
    }
}
