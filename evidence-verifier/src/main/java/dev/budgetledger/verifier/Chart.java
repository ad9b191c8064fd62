package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** 单位和项目: the codes that facts have defined in the budget so far. */
final class Chart {

    static final List<String> NATURES = List.of(
            "ADMINISTRATIVE", "CIVIL_SERVICE_MANAGED", "PUBLIC_WELFARE_1", "PUBLIC_WELFARE_2", "OTHER");

    private final Map<String, List<Defined>> units = new HashMap<>();
    private final Map<String, NavigableMap<Long, String>> projects = new HashMap<>();

    /** A unit as a fact defines it. */
    private record Defined(long position, LocalDate from, String nature) {}

    /** @throws Fault if it is not written as it must be */
    void units(Json.Members fact, long position) {
        for (Json.Members unit : fact.only("units").objects("units", Known.CLASSIFICATIONS_MAX)) {
            unit.only("code", "name", "nature", "validFrom?").text("name", Known.NAME_MAX);
            String nature = unit.text("nature");
            Fault.require(NATURES.contains(nature), "未知单位性质", "an unknown nature of a unit");
            units.computeIfAbsent(unit.text("code", Known.UNIT), key -> new ArrayList<>()).add(
                    new Defined(position, unit.has("validFrom") ? unit.date("validFrom") : LocalDate.MIN, nature));
        }
    }

    /** @throws Fault if it is not written as it must be */
    void projects(Json.Members fact, long position) {
        for (Json.Members project : fact.only("projects").objects("projects", Known.CLASSIFICATIONS_MAX)) {
            project.only("category?", "code", "name", "unit?");
            project.textIfAny("category", Known.NAME_MAX);
            project.textIfAny("unit", Known.UNIT);
            projects.computeIfAbsent(project.text("code", Known.NAME_MAX), key -> new TreeMap<>())
                    .put(position, project.text("name", Known.NAME_MAX));
        }
    }

    boolean hasUnit(String code) {
        return units.containsKey(code);
    }

    boolean hasProject(String code) {
        return projects.containsKey(code);
    }

    /** Whether a line that is new to the budget may be of this unit, or of none. */
    boolean allowsUnitOf(Line line) {
        String unit = line.unit();
        return unit == null ? units.isEmpty() : units.containsKey(unit);
    }

    /** Whether a line that is new to the budget may be of this project, or of none. */
    boolean allowsProjectOf(Line line) {
        String project = line.project();
        return project == null || projects.isEmpty() || projects.containsKey(project);
    }

    /** What projects were called by a position, by code. */
    Map<String, String> projects(long position) {
        Map<String, String> names = new HashMap<>();
        projects.forEach((code, all) -> {
            Map.Entry<Long, String> last = all.floorEntry(position);
            if (last != null) {
                names.put(code, last.getValue());
            }
        });
        return names;
    }

    /** 单位性质 on a day, as was known by a position; nothing of those that were not there. */
    Map<String, String> natures(LocalDate on, long position) {
        Map<String, String> natures = new HashMap<>();
        units.forEach((code, all) -> all.stream()
                .filter(each -> each.position <= position && !each.from.isAfter(on))
                .max(Comparator.comparing(Defined::from).thenComparingLong(Defined::position))
                .ifPresent(last -> natures.put(code, last.nature)));
        return natures;
    }
}
