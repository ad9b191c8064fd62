package dev.budgetledger.verifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes JSON. */
final class Documents {

    private Documents() {}

    /** @param namesAndValues a text, a {@link Json}, a text … */
    static Json.Members object(Object... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
        }
        return new Json.Members(members);
    }

    static Json.Members with(Json.Members document, String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(document.members());
        members.put(name, value);
        return new Json.Members(members);
    }

    static Json.Items texts(List<String> texts) {
        return new Json.Items(texts.stream().<Json>map(Json.Text::new).toList());
    }

    static Json.Members texts(Map<String, String> texts) {
        Map<String, Json> members = new LinkedHashMap<>();
        texts.forEach((name, text) -> members.put(name, new Json.Text(text)));
        return new Json.Members(members);
    }
}
