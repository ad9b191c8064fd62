package dev.budgetledger.projection.console;

/** 单位: in what amounts of a table are. */
public final class UnitCaption {

    private UnitCaption() {}

    /**
     * The caption that says it.
     *
     * @param unit as tables print it: 元, 万元
     */
    public static Wording of(String unit) {
        String english = switch (unit) {
            case "元" -> "yuan";
            case "万元" -> "10,000 yuan";
            default -> unit;
        };
        return new Wording("单位:" + unit, "", "Unit: " + english);
    }
}
