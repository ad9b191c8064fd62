package dev.budgetledger.verifier;

import java.nio.ByteBuffer;

/** The lines of a file, each ended by a line feed, the last one too. */
final class Lines {

    private final ByteBuffer file;
    private final int[] starts;

    /** @throws Fault if the last line is not whole, or there are more */
    Lines(ByteBuffer file, String name, long linesMax) {
        this.file = file;
        int limit = file.limit();
        int count = 0;
        for (int at = 0; at < limit; at++) {
            count += file.get(at) == '\n' ? 1 : 0;
        }
        Fault.require(limit > 0 && file.get(limit - 1) == '\n',
                name + " 末行不完整", "the last line of " + name + " is not whole");
        Fault.require(count <= linesMax, name + " 行数多于日志", name + " has more lines than the log has facts");
        starts = new int[count + 1];
        int number = 0;
        for (int at = 0; at < limit; at++) {
            if (file.get(at) == '\n') {
                starts[++number] = at + 1;
            }
        }
    }

    int count() {
        return starts.length - 1;
    }

    /** A line without its end, from 0. */
    ByteBuffer line(int number) {
        return file.slice(starts[number], starts[number + 1] - 1 - starts[number]);
    }
}
