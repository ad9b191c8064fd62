package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.contract.merkle.VerifierKey;

/** 检查点 and the key that signed it. */
final class Head {

    /** Of a note with as many signatures as one can have of the kinds that there are. */
    private static final int BYTES_MAX = 100_000;

    private Head() {}

    /** @throws Fault if this is not a key as it must be written, or not the one that is trusted */
    static VerifierKey key(ByteBuffer bytes, Trust trust) {
        VerifierKey key = parse(() -> VerifierKey.parse(text(bytes).strip()));
        same(text(bytes), key.format() + "\n");
        Fault.require(trust.keys().isEmpty() || trust.keys().stream().anyMatch(each -> each.format().equals(key.format())),
                "不是所信任的公钥", "not a trusted key");
        return key;
    }

    /** @throws Fault if this is not a checkpoint that this key signed, no matter who else did */
    static Checkpoint checkpoint(ByteBuffer bytes, VerifierKey key) {
        SignedNote note = parse(() -> SignedNote.parse(text(bytes)));
        same(text(bytes), note.format());
        Fault.require(key.verifies(note), "签名无效", "not signed with the key");
        Checkpoint checkpoint = parse(() -> Checkpoint.parse(note.text()));
        Fault.require(checkpoint.origin().equals(key.name()), "检查点属于另一个日志", "the checkpoint is of another log");
        return checkpoint;
    }

    /**
     * Looks for the second signature of a checkpoint.
     *
     * @throws Fault if there is none of this key
     */
    static void signed(ByteBuffer bytes, Sm2Key key) {
        SignedNote note = parse(() -> SignedNote.parse(text(bytes)));
        Fault.require(key.verifies(note), "没有所给国密公钥的有效签名", "no valid signature of the SM2 key that was given");
    }

    /**
     * Who of the witnesses cosigned a checkpoint, and when.
     *
     * @throws Fault if they are fewer than must be
     */
    static List<String> witnessed(ByteBuffer bytes, Trust trust) {
        SignedNote note = parse(() -> SignedNote.parse(text(bytes)));
        List<String> found = trust.witnesses().stream()
                .flatMap(witness -> witness.cosigned(note).map(at -> witness.name() + " " + at).stream())
                .toList();
        Fault.require(found.size() >= trust.quorum(),
                "只有 " + found.size() + " 个见证人的有效签署, 需要 " + trust.quorum(),
                "cosigned by " + found.size() + " of the witnesses, not by " + trust.quorum());
        return found;
    }

    private static String text(ByteBuffer bytes) {
        Fault.require(bytes.remaining() <= BYTES_MAX, "过长", "longer than it can be");
        return JsonReader.decode(bytes);
    }

    private static <T> T parse(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new Fault("写法有误", "not written as it must be: " + Fault.quoted(String.valueOf(e.getMessage())));
        }
    }

    /** The head that a note of a fact says, if one of these keys signed it. */
    static Checkpoint head(String text, List<VerifierKey> keys) {
        Fault.require(text.length() <= BYTES_MAX, "检查点过长", "its checkpoint is longer than it can be");
        SignedNote note = parse(() -> SignedNote.parse(text));
        Checkpoint checkpoint = parse(() -> Checkpoint.parse(note.text()));
        Fault.require(keys.stream().anyMatch(key -> key.name().equals(checkpoint.origin()) && key.verifies(note)),
                "其检查点没有所信任公钥的有效签名; 更换过的公钥也用 --key 给出",
                "its checkpoint has no valid signature of a trusted key; give former keys with --key too");
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
