package dev.budgetledger.projection.disclosure;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The templates of all years. A year without its own uses the nearest earlier one, or else the earliest. */
public final class Templates {

    private final NavigableMap<Integer, Template> byYear = new TreeMap<>();

    /**
     * Holds these templates.
     *
     * @throws IllegalArgumentException if there is none, or two of one year
     */
    public Templates(Collection<Template> templates) {
        for (Template template : templates) {
            if (byYear.put(template.fiscalYear(), template) != null) {
                throw new IllegalArgumentException("two templates of fiscal year " + template.fiscalYear());
            }
        }
        if (byYear.isEmpty()) {
            throw new IllegalArgumentException("no template of the disclosure tables");
        }
    }

    /** The template that a fiscal year uses. */
    public Template of(int fiscalYear) {
        Map.Entry<Integer, Template> nearest = byYear.floorEntry(fiscalYear);
        return nearest == null ? byYear.firstEntry().getValue() : nearest.getValue();
    }
}
