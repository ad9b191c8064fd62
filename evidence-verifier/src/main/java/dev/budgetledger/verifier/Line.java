package dev.budgetledger.verifier;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** 预算指标, as facts write it. */
record Line(
        String fund,
        String origin,
        @Nullable String unit,
        @Nullable String function,
        String kind,
        @Nullable String economic,
        @Nullable String governmentEconomic,
        @Nullable String project,
        @Nullable String tag) {

    /** 财政拨款, the three appropriations. */
    static final List<String> APPROPRIATIONS = List.of("GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL");

    private static final List<String> OTHER_FUNDS = List.of(
            "FISCAL_SPECIAL_ACCOUNT", "INSTITUTION", "INSTITUTION_BUSINESS", "SUPERIOR_SUBSIDY",
            "SUBORDINATE_REMITTANCE", "OTHER");
    private static final List<String> BASIC = List.of("PERSONNEL", "OPERATING", "BASIC");
    private static final List<String> OTHER_KINDS = List.of("PROJECT", "BUSINESS", "REMITTANCE", "SUBSIDY");

    static Line of(Json.Members line) {
        line.only("economic?", "function?", "fund", "governmentEconomic?", "kind", "origin", "project?", "tag?", "unit?");
        String origin = line.text("origin");
        Fault.require(origin.equals("CURRENT") || origin.equals("CARRIED_OVER"), "未知来源", "an unknown origin");
        String kind = line.text("kind");
        Fault.require(BASIC.contains(kind) || OTHER_KINDS.contains(kind), "未知支出性质", "an unknown kind");
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
        Fault.require(APPROPRIATIONS.contains(fund) || OTHER_FUNDS.contains(fund), "未知资金性质", "an unknown fund");
        return fund;
    }

    boolean isCurrent() {
        return origin.equals("CURRENT");
    }

    boolean isAppropriation() {
        return APPROPRIATIONS.contains(fund);
    }

    /** 基本支出. */
    boolean isBasic() {
        return BASIC.contains(kind);
    }
}
