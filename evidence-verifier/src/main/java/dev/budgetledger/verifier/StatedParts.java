package dev.budgetledger.verifier;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Json.Members;

/**
 * What a document says that counts at a point, by part and then by key in their order.
 *
 * @param ofUnit the code of the unit that says something of itself; null if all is the department's
 * @param own of each part, the keys of which the unit says it
 */
record StatedParts(Map<String, Map<String, Members>> parts, @Nullable String ofUnit, Map<String, Set<String>> own) {

    /** What a unit has from its department as far as it says nothing of it. */
    static final List<String> SHARED = List.of("profile", "explanation");

    /**
     * What a figure is: a field of what was said, or would be.
     *
     * @param part as facts' readers name it: {@code PROFILE} …
     * @param key blank if it is of the budget
     * @param field a JSON Pointer into it
     */
    Members source(String part, String key, String field) {
        String said = part.toLowerCase(Locale.ROOT);
        boolean isOwn = !SHARED.contains(said) || own.getOrDefault(said, Set.of()).contains(key);
        Members source = Spans.source(part, key, field);
        return ofUnit == null || !isOwn ? source : Documents.with(source, "ofUnit", new Json.Text(ofUnit));
    }

    Map<String, Members> all(String part) {
        return parts.getOrDefault(part, Map.of());
    }

    Optional<Members> of(String part, String key) {
        return Optional.ofNullable(all(part).get(key));
    }

    /** A list of what was said, empty if nothing was. */
    List<Members> objects(String part, String key, String field) {
        return of(part, key).map(said -> said.objects(field)).orElse(List.of());
    }

    /** The same of paragraphs. */
    List<String> texts(String part, String key, String field) {
        return of(part, key).map(said -> said.texts(field)).orElse(List.of());
    }

    /** What an author wrote in a slot of a form: of another form's it says nothing. */
    List<String> written(String form, String key) {
        return of("explanation", key).filter(said -> said.text("form").equals(form)).map(said -> said.texts("paragraphs")).orElse(List.of());
    }

    /** The projects that have performance goals. */
    List<String> projectsWithGoals() {
        return all("performance").keySet().stream().filter(key -> !key.isEmpty()).toList();
    }

    /** What is bought, in fen, whose catalogue code begins with one of these. */
    long bought(List<String> catalogue) {
        long fen = 0;
        for (Members each : all("procurement").values()) {
            for (Members purchase : each.objects("purchases")) {
                if (catalogue.stream().anyMatch(purchase.text("catalogueCode")::startsWith)) {
                    for (Members funding : purchase.objects("funding")) {
                        fen = Math.addExact(fen, Yuan.fen(funding.text("amount")));
                    }
                }
            }
        }
        return fen;
    }
}
