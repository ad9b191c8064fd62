package dev.budgetledger.projection.samples;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.budgetledger.contract.Envelope;

/** The facts of a random log, each commit another day, with many 文号 and several people. */
public final class VariedLog {

    public static final List<String> PEOPLE = List.of("treasury", "预算处 王", "李", "O'Neil \\ \"%_\"");

    private VariedLog() {}

    public static List<Envelope> random(Random random, int facts) {
        return of(SampleLog.random(random, facts), random);
    }

    public static List<Envelope> of(SampleLog log, Random random) {
        return log.facts().stream().map(each -> varied(each, random)).toList();
    }

    private static Envelope varied(Envelope each, Random random) {
        String json = new String(each.bytes(), StandardCharsets.UTF_8);
        Envelope said = Envelope.parse(json.replace("冀财预〔2023〕1号", documentNo(random)).getBytes(StandardCharsets.UTF_8));
        return new Envelope(said.position(), daysApart(said.recordedAt()), said.stream(), said.sequence(),
                PEOPLE.get(random.nextInt(PEOPLE.size())), said.fact());
    }

    /** Some are all of the others, some differ only in their ends. */
    public static String documentNo(Random random) {
        return List.of("冀财预〔2023〕", "冀财预〔2022〕", "石财").get(random.nextInt(3)) + (1 + random.nextInt(12)) + "号";
    }

    /** The seconds of the sample are days here. */
    private static Instant daysApart(Instant instant) {
        return SampleLog.START.plus(Duration.between(SampleLog.START, instant).multipliedBy(86_400));
    }
}
