package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;

/** 检查点 and the key that signed it. */
final class Head {

    private Head() {}

    /** @throws Fault if this is not a key as it must be written, or not the one that is trusted */
    static VerifierKey key(ByteBuffer bytes, Trust trust) {
        String text = JsonReader.decode(bytes);
        VerifierKey key = VerifierKey.parse(text.strip());
        same(text, key.format() + "\n");
        Fault.require(trust.key() == null || key.format().equals(trust.key()),
                "不是所信任的公钥 " + trust.key(), "not the trusted key " + trust.key());
        return key;
    }

    /** @throws Fault if this is not a checkpoint with one signature, by this key */
    static Checkpoint checkpoint(ByteBuffer bytes, VerifierKey key) {
        String text = JsonReader.decode(bytes);
        SignedNote note = SignedNote.parse(text);
        same(text, note.format());
        Fault.require(note.signatures().size() == 1 && key.verifies(note), "签名无效", "not signed with the key");
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        same(note.text(), checkpoint.text());
        Fault.require(checkpoint.origin().equals(key.name()),
                "检查点属于 " + checkpoint.origin(), "the checkpoint is of " + checkpoint.origin());
        return checkpoint;
    }

    /** Base64 can be written in several ways, of which one is right. */
    private static void same(String text, String canonical) {
        Fault.require(text.equals(canonical), "写法有误", "not written as it must be");
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
