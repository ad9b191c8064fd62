package dev.budgetledger.ledger.commands.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.ledger.commands.CommandDocument;

/** Counts the bytes of one command after the other, and stops at one that is too large for memory. */
final class Measured extends FilterInputStream {

    private long read;

    Measured(InputStream in) {
        super(in);
    }

    /** The bytes read since the last call, give or take what a parser reads ahead. */
    long restart() {
        long before = read;
        read = 0;
        return before;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) {
        read += n;
        if (read > CommandLimits.BYTES_MAX) {
            throw CommandDocument.tooLarge();
        }
    }
}
