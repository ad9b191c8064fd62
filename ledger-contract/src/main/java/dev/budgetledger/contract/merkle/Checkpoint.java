package dev.budgetledger.contract.merkle;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * 检查点: the head of the log, as C2SP tlog-checkpoint writes it. Anyone who keeps one can catch a server that later
 * shows another history.
 *
 * @param origin names the log
 * @param size how many facts it holds, the last position
 * @param root of the tree over them
 * @param streams the root of the {@link StreamTree} over them, in a line after the third; null where none is said, as no release said it before
 */
public record Checkpoint(String origin, long size, Hash root, @Nullable Hash streams) {

    private static final String STREAMS = "streams/v1 ";

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** One that says nothing of streams. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, null);
    }

    /** The text that is signed: origin, size, root and the root of the streams, a line each. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n" + (streams == null ? "" : STREAMS + streams.base64() + "\n");
    }

    /**
     * Reads the text of a note. Lines after the third are extensions; those that are not known are passed over.
     *
     * @throws IllegalArgumentException if it is not the text of a checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        int last = lines.length - 1;
        boolean wellFormed = last >= 3 && lines[last].isEmpty()
                && Arrays.stream(lines, 0, last).noneMatch(String::isEmpty)
                && SIZE.matcher(lines[1]).matches();
        if (!wellFormed) {
            throw new IllegalArgumentException("not a checkpoint: origin, size and root on a line each");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]), streams(Arrays.asList(lines).subList(3, last)));
    }

    private static @Nullable Hash streams(List<String> extensions) {
        List<String> said = extensions.stream().filter(line -> line.startsWith(STREAMS)).toList();
        if (said.size() > 1) {
            throw new IllegalArgumentException("not a checkpoint: two roots of streams");
        }
        return said.isEmpty() ? null : Hash.ofBase64(said.get(0).substring(STREAMS.length()));
    }
}
