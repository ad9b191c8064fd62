package dev.budgetledger.witness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.SigningKey;

/** A short log of made-up entries, and what it sends to a witness. */
record Log(SigningKey key, List<Hash> leaves) {

    Log(SigningKey key, String... entries) {
        this(key, new ArrayList<>());
        add(entries);
    }

    Log add(String... entries) {
        for (String entry : entries) {
            leaves.add(Hash.ofLeaf(entry.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    String note() {
        return note(null);
    }

    /** A head that says a root over the streams. */
    String note(@Nullable Hash streams) {
        return key.sign(new Checkpoint(key.verifier().name(), leaves.size(), tree().root(leaves.size()), streams).text()).format();
    }

    /** To continue from a size. */
    String request(long old) {
        return request(old, old);
    }

    /** The same whose head says a root over the streams. */
    String whole(long old, Hash streams) {
        return request(old).replace(note(), note(streams));
    }

    /** The same that says another size than that which its proof is from. */
    String request(long said, long old) {
        StringBuilder body = new StringBuilder("old " + said + "\n");
        if (old > 0 && old < leaves.size()) {
            tree().consistency(old, leaves.size()).path().forEach(hash -> body.append(hash.base64()).append('\n'));
        }
        return body + "\n" + note();
    }

    private MerkleTree tree() {
        return new MerkleTree((level, from, count) -> leaves.subList((int) from, (int) from + count), leaves.size());
    }
}
