package dev.budgetledger.verifier;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** 单位和项目: the codes that facts have defined in the budget so far. */
final class Chart {

    private static final List<String> NATURES = List.of(
            "ADMINISTRATIVE", "CIVIL_SERVICE_MANAGED", "PUBLIC_WELFARE_1", "PUBLIC_WELFARE_2", "OTHER");

    private final Set<String> units = new HashSet<>();
    private final Set<String> projects = new HashSet<>();

    /** @throws Fault if it is not written as it must be */
    void units(Json.Members fact) {
        for (Json.Members unit : fact.only("units").objects("units", Known.CLASSIFICATIONS_MAX)) {
            unit.only("code", "name", "nature", "validFrom?").text("name", Known.NAME_MAX);
            Fault.require(NATURES.contains(unit.text("nature")), "未知单位性质", "an unknown nature of a unit");
            if (unit.has("validFrom")) {
                unit.date("validFrom");
            }
            units.add(unit.text("code", Known.UNIT));
        }
    }

    /** @throws Fault if it is not written as it must be */
    void projects(Json.Members fact) {
        for (Json.Members project : fact.only("projects").objects("projects", Known.CLASSIFICATIONS_MAX)) {
            project.only("category?", "code", "name", "unit?").text("name", Known.NAME_MAX);
            project.textIfAny("category", Known.NAME_MAX);
            project.textIfAny("unit", Known.UNIT);
            projects.add(project.text("code", Known.NAME_MAX));
        }
    }

    /** Whether a line that is new to the budget may be of this unit, or of none. */
    boolean allowsUnitOf(Line line) {
        String unit = line.unit();
        return unit == null ? units.isEmpty() : units.contains(unit);
    }

    /** Whether a line that is new to the budget may be of this project, or of none. */
    boolean allowsProjectOf(Line line) {
        String project = line.project();
        return project == null || projects.isEmpty() || projects.contains(project);
    }
}
