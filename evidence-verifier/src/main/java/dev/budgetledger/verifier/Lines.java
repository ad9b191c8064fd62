package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file, each ended by a line feed, the last one too. */
final class Lines {

    private final ByteBuffer file;
    private final List<Integer> starts = new ArrayList<>();

    Lines(ByteBuffer file, String name) {
        this.file = file;
        int limit = file.limit();
        int start = 0;
        for (int at = 0; at < limit; at++) {
            if (file.get(at) == '\n') {
                starts.add(start);
                start = at + 1;
            }
        }
        Fault.require(start == limit && limit > 0, name + " 末行不完整", "the last line of " + name + " is not whole");
        starts.add(limit);
    }

    int count() {
        return starts.size() - 1;
    }

    /** A line without its end, from 0. */
    ByteBuffer line(int number) {
        return file.slice(starts.get(number), starts.get(number + 1) - 1 - starts.get(number));
    }
}
