package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * 信任: what the reader has from elsewhere.
 *
 * @param keys the verifier keys of the ledger, of which it had another before each rotation; without one the signature
 *     only says that the one who holds the key in the package signed
 * @param form 公开表样 in which the tables must be, where the log does not say it and this verifier does not know it
 * @param witnesses 见证人 whose cosignatures are looked for on the checkpoint
 * @param quorum how many of them there must be
 * @param sm2 国密公钥 that must have signed the checkpoint, too; null for none
 */
public record Trust(List<VerifierKey> keys, @Nullable ByteBuffer form, List<VerifierKey> witnesses, int quorum, @Nullable Sm2Key sm2) {

    /** Nothing is known but the package. */
    public static final Trust NONE = new Trust(List.of(), null);

    public Trust {
        keys = List.copyOf(keys);
        witnesses = List.copyOf(witnesses);
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException("a quorum of " + quorum + " of " + witnesses.size() + " witnesses");
        }
    }

    /** Without witnesses. */
    public Trust(List<VerifierKey> keys, @Nullable ByteBuffer form) {
        this(keys, form, List.of(), 0, null);
    }

    /** A ledger that never changed its key. */
    public static Trust in(VerifierKey key) {
        return new Trust(List.of(key), null);
    }

    /** The same with witnesses of whom so many must have cosigned. */
    public Trust witnessedBy(int least, List<VerifierKey> by) {
        return new Trust(keys, form, by, least, sm2);
    }

    /** The same that asks for a signature of this key beside the other. */
    public Trust signedBy(@Nullable Sm2Key also) {
        return new Trust(keys, form, witnesses, quorum, also);
    }
}
