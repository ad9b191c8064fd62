package dev.budgetledger.verifier;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** 预算指标, as facts write it. */
record Line(
        String fund,
        String origin,
        @Nullable String unit,
        @Nullable String function,
        @Nullable String kind,
        @Nullable String economic,
        @Nullable String governmentEconomic,
        @Nullable String project,
        @Nullable String tag) {

    static final List<String> FUNDS = List.of(
            "GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL", "FISCAL_SPECIAL_ACCOUNT", "INSTITUTION",
            "INSTITUTION_BUSINESS", "SUPERIOR_SUBSIDY", "SUBORDINATE_REMITTANCE", "OTHER");
    static final List<String> ORIGINS = List.of("CURRENT", "CARRIED_OVER");
    static final List<String> KINDS = List.of("PERSONNEL", "OPERATING", "BASIC", "PROJECT", "BUSINESS", "REMITTANCE", "SUBSIDY");

    private static final List<String> BASIC = List.of("PERSONNEL", "OPERATING", "BASIC");

    static Line of(Json.Members line) {
        line.only("economic?", "function?", "fund", "governmentEconomic?", "kind?", "origin", "project?", "tag?", "unit?");
        String origin = line.text("origin");
        Fault.require(ORIGINS.contains(origin), "未知来源", "an unknown origin");
        String kind = line.has("kind") ? line.text("kind") : null;
        Fault.require(kind == null || KINDS.contains(kind), "未知支出性质", "an unknown kind");
        return new Line(
                fund(line.text("fund")),
                origin,
                line.textIfAny("unit", Known.UNIT),
                line.textIfAny("function", Known.FUNCTION),
                kind,
                line.textIfAny("economic", Known.ECONOMIC),
                line.textIfAny("governmentEconomic", Known.ECONOMIC),
                line.textIfAny("project", Known.NAME_MAX),
                line.textIfAny("tag", Known.TAG_MAX));
    }

    static String fund(String fund) {
        Fault.require(FUNDS.contains(fund), "未知资金性质", "an unknown fund");
        return fund;
    }

    boolean isCurrent() {
        return origin.equals("CURRENT");
    }

    /** 基本支出. */
    boolean isBasic() {
        return kind != null && BASIC.contains(kind);
    }

    /** Whether it is of another 项 or kind, 基本支出 being one. */
    boolean isAcrossFrom(Line other) {
        return !Objects.equals(function, other.function) || !(Objects.equals(kind, other.kind) || (isBasic() && other.isBasic()));
    }

    boolean isOf(String wanted) {
        return wanted.equals(kind);
    }
}
