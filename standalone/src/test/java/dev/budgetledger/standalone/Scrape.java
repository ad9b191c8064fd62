package dev.budgetledger.standalone;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Prometheus is told, in its text format.
 *
 * @param families what is said of them, by name
 * @param labels of each sample, by its name
 */
record Scrape(Map<String, Family> families, Map<String, Set<String>> labels) {

    private static final Pattern COMMENT = Pattern.compile("(?m)^# (TYPE|HELP) (\\S+) (.*)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    record Family(String type, String help) {}

    static Scrape of(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        COMMENT.matcher(text).results().forEach(line ->
                (line.group(1).equals("TYPE") ? types : helps).put(line.group(2), line.group(3)));
        Map<String, Family> families = new TreeMap<>();
        types.forEach((name, type) -> families.put(name, new Family(type, helps.getOrDefault(name, ""))));
        Map<String, Set<String>> labels = new TreeMap<>();
        SAMPLE.matcher(text).results().forEach(sample ->
                names(sample).forEach(labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>())::add));
        return new Scrape(families, labels);
    }

    private static Set<String> names(MatchResult sample) {
        Set<String> names = new TreeSet<>();
        LABEL.matcher(Objects.requireNonNullElse(sample.group(2), "")).results().forEach(label -> names.add(label.group(1)));
        return names;
    }

    /** What two are told together. */
    Scrape and(Scrape other) {
        Map<String, Family> allFamilies = new TreeMap<>(families);
        allFamilies.putAll(other.families);
        Map<String, Set<String>> allLabels = new TreeMap<>(labels);
        other.labels.forEach((name, more) -> allLabels.merge(name, more, (one, two) -> {
            Set<String> both = new TreeSet<>(one);
            both.addAll(two);
            return both;
        }));
        return new Scrape(allFamilies, allLabels);
    }

    /** The labels of a family, those of its samples but what Prometheus needs itself. */
    Set<String> labelsOf(String family) {
        Set<String> all = new TreeSet<>();
        for (String suffix : new String[] {"", "_count", "_bucket", "_sum"}) {
            all.addAll(labels.getOrDefault(family + suffix, Set.of()));
        }
        all.remove("le");
        return all;
    }
}
