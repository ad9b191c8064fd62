package dev.budgetledger.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.budgetledger.verifier.EvidenceVerifier;

/**
 * Carries out the few commands that a README needs, the same on every machine: curl, grep for a word, and the verifier. What
 * it does not know it refuses, and what a shell would not take as it stands.
 *
 * @param folder where files are written; the repository's are read, too
 * @param data the data folder, {@code data} in the README
 * @param address where the services of the test are, of an address in the README
 */
record ReadmeShell(Path folder, Path data, UnaryOperator<String> address) {

    private static final Pattern WORD = Pattern.compile("\\G(?:'([^']*)'|([\\p{L}\\p{N}@/:.,=_-]+)|(\\|))(?: +|$)");
    private static final Pattern HEADER = Pattern.compile("header = \"([A-Za-z-]+): ([^\"\\\\]+)\"\n");
    private static final List<String> VERIFIER = List.of("java", "-jar", "evidence-verifier/target/evidence-verifier.jar");

    /** What is printed. */
    String run(String command) throws IOException, InterruptedException {
        List<String> words = words(command);
        int pipe = words.indexOf("|");
        if (pipe >= 0) {
            return grep(run(words.subList(0, pipe)), words.subList(pipe + 1, words.size()));
        }
        return run(words);
    }

    private String run(List<String> words) throws IOException, InterruptedException {
        if (words.getFirst().equals("curl")) {
            return curl(words.listIterator(1));
        }
        if (words.size() > 3 && words.subList(0, 3).equals(VERIFIER)) {
            return verify(words.subList(3, words.size()));
        }
        throw new AssertionError("not understood: " + words);
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        int end = 0;
        while (word.find()) {
            words.add(word.group(1) == null ? word.group().strip() : word.group(1));
            end = word.end();
        }
        if (end < command.length()) {
            throw new AssertionError("not understood: " + command.substring(end));
        }
        return words;
    }

    private String curl(Iterator<String> words) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        String out = null;
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "-s" -> { }
                case "-H" -> {
                    String[] header = words.next().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "--data-binary" -> request.POST(BodyPublishers.ofString(Files.readString(input(words.next()))));
                case "--data" -> request.POST(BodyPublishers.ofString(Files.readString(input(words.next())).replace("\n", "")));
                case "-K" -> {
                    Map.Entry<String, String> header = headerIn(data.resolve(words.next().replaceFirst("^data/", "")));
                    request.header(header.getKey(), header.getValue());
                }
                case "-o" -> out = words.next();
                default -> request.uri(URI.create(address.apply(word)));
            }
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            byte[] answer = client.send(request.build(), BodyHandlers.ofByteArray()).body();
            if (out == null) {
                return new String(answer, StandardCharsets.UTF_8);
            }
            Files.write(folder.resolve(out), answer);
            return "";
        }
    }

    /** The only header that a file of curl's options has. */
    static Map.Entry<String, String> headerIn(Path file) {
        Matcher option = HEADER.matcher(Markdown.read(file));
        if (!option.matches()) {
            throw new AssertionError("not understood: " + file);
        }
        return Map.entry(option.group(1), option.group(2));
    }

    private static Path input(String data) {
        if (!data.startsWith("@")) {
            throw new AssertionError("not a file: " + data);
        }
        return Markdown.file(data.substring(1));
    }

    private static String grep(String lines, List<String> words) {
        if (words.size() != 2 || !words.getFirst().equals("grep")) {
            throw new AssertionError("not understood: " + words);
        }
        return lines.lines().filter(line -> line.contains(words.getLast())).map(line -> line + "\n").collect(Collectors.joining());
    }

    private String verify(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EvidenceVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), words.stream()
                .map(word -> word.startsWith("--") ? word : folder.resolve(word).toString())
                .toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }
}
