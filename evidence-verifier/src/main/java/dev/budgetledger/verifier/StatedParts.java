package dev.budgetledger.verifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.budgetledger.verifier.Json.Members;

/** What a department said that counts at a point, by part and then by key in their order. */
record StatedParts(Map<String, Map<String, Members>> parts) {

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
