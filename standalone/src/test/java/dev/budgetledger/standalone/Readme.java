package dev.budgetledger.standalone;

import java.util.List;
import java.util.regex.Pattern;

/** What a README tells to type, and what it says is answered. */
record Readme(Markdown page) {

    /** A block of shell, without its comments, and the block of output right below it, if there is one. */
    private static final Pattern STEP =
            Pattern.compile("(?ms)^```sh\\n(.*?)^```$(?:\\n\\n^```\\n(.*?)^```$)?");

    private static final Pattern COMMENT = Pattern.compile("(?m) +# .*$");
    private static final Pattern CONTINUATION = Pattern.compile(" \\\\\\n +");

    /** Starts everything, as the test has by then. */
    static final String START = "./mvnw spring-boot:run";

    /** It makes the verifier, which the test has on its class path. */
    static final String MAKE_VERIFIER = "./mvnw -q -pl evidence-verifier -am package -DskipTests";

    /**
     * Commands and what they print, together.
     *
     * @param output … stands for what differs from run to run, and alone on its line for any lines
     */
    record Step(List<String> commands, String output) {

        /** Whether nothing is posted by it. */
        boolean onlyReads() {
            return commands.stream().allMatch(command -> command.startsWith("curl") && !command.contains(" --data"));
        }

        Pattern printed() {
            StringBuilder lines = new StringBuilder();
            output.lines().forEach(line -> lines.append(line.equals("…")
                    ? "(?:.*\\n)*?"
                    : Pattern.quote(line).replace("…", "\\E.*\\Q") + "\\n"));
            return Pattern.compile(lines.toString());
        }
    }

    static Readme of(String path) {
        return new Readme(Markdown.page(path));
    }

    List<Step> steps() {
        return STEP.matcher(page.text()).results()
                .map(block -> new Step(commands(block.group(1)), block.group(2) == null ? "" : block.group(2)))
                .toList();
    }

    private static List<String> commands(String block) {
        String plain = COMMENT.matcher(CONTINUATION.matcher(block).replaceAll(" ")).replaceAll("");
        return plain.lines().filter(line -> !line.isBlank()).toList();
    }
}
