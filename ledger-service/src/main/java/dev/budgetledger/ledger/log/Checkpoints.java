package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SigningKey;

/** Signs heads of the log in its name. The same head gives the same note. */
public final class Checkpoints {

    private final SigningKey key;

    public Checkpoints(SigningKey key) {
        this.key = key;
    }

    /** The signed note that says that the log, at a size, has this root. */
    public String sign(long size, Hash root) {
        return key.sign(new Checkpoint(key.verifier().name(), size, root).text()).format();
    }

    /** What checks the notes. */
    public String verifierKey() {
        return key.verifier().format();
    }
}
