package dev.budgetledger.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml. */
record Compose(String text, Map<String, Object> root) {

    static Compose read() {
        String text = Markdown.read(Markdown.file("docker-compose.yml"));
        return new Compose(text, new Yaml().load(text));
    }

    Set<String> services() {
        return map(root.get("services")).keySet();
    }

    Set<String> volumes() {
        return map(root.get("volumes")).keySet();
    }

    Map<String, Object> service(String name) {
        return map(map(root.get("services")).get(name));
    }

    Map<String, Object> map(String service, String key) {
        return map(service(service).get(key));
    }

    Map<String, Object> environment(String service) {
        return map(service, "environment");
    }

    List<?> list(String service, String key) {
        return (List<?>) service(service).getOrDefault(key, List.of());
    }

    /** What is mounted into the containers of a service, and where. */
    Map<String, String> mounts(String service) {
        Map<String, String> mounts = new LinkedHashMap<>();
        list(service, "volumes").forEach(mount -> {
            String[] parts = mount.toString().split(":", -1);
            mounts.put(parts[0], parts[1]);
        });
        return mounts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }
}
