package dev.budgetledger.ledger.commands.sheets;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which parts of a workbook a part refers to. What is outside of the workbook is passed over.
 *
 * @param byId names of parts
 * @param byType the same, by the last word of what they are to it
 */
record Relations(Map<String, String> byId, Map<String, String> byType) {

    private static final int RELATIONS_MAX = 10_000;

    /** @param folder that the names in it are relative to, with a slash at its end */
    static Relations read(@Nullable WorkbookPart part, String folder) throws IOException {
        Relations all = new Relations(new HashMap<>(), new HashMap<>());
        if (part == null) {
            return all;
        }
        while (part.next()) {
            String type = "Relationship".equals(part.begins()) ? part.attribute("Type") : null;
            String target = type == null ? null : part.attribute("Target");
            String id = target == null ? null : part.attribute("Id");
            if (type != null && target != null && id != null && !"External".equals(part.attribute("TargetMode"))) {
                String name = target.startsWith("/") ? target.substring(1) : folder + target;
                all.byId.put(id, name);
                all.byType.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), name);
            }
            if (all.byId.size() > RELATIONS_MAX) {
                throw WorkbookFault.tooLarge("the workbook has more than " + RELATIONS_MAX + " parts");
            }
        }
        return all;
    }
}
