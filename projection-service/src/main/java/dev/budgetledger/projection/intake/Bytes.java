package dev.budgetledger.projection.intake;

import java.util.Arrays;

import dev.budgetledger.contract.merkle.Hash;

/** The bytes of an envelope, equal if they are the same. Not copied: nobody writes to them. */
final class Bytes {

    private final byte[] value;
    private final Hash leaf;

    Bytes(byte[] value) {
        this.value = value;
        this.leaf = Hash.ofLeaf(value);
    }

    /** Theirs in the tree. */
    Hash leaf() {
        return leaf;
    }

    byte[] value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }
}
