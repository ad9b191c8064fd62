package dev.budgetledger.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.Sm2Key;

/** 国密签名私钥: signs heads a second time, by SM2 with SM3. Written as PKCS#8, PEM or its base64 alone. */
public final class Sm2SigningKey {

    private static final ECDomainParameters CURVE = new ECDomainParameters(GMNamedCurves.getByName("sm2p256v1"));

    private final ECPrivateKeyParameters key;
    private final Sm2Key verifier;

    private Sm2SigningKey(String name, ECPrivateKeyParameters key) {
        this.key = key;
        this.verifier = Sm2Key.of(name, new FixedPointCombMultiplier().multiply(CURVE.getG(), key.getD()).getEncoded(false));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if the text is not the PKCS#8 of an SM2 key; it does not repeat the text
     */
    public static Sm2SigningKey parse(String name, String text) {
        String base64 = text.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat).replaceAll("\\s", "");
        try {
            if (PrivateKeyFactory.createKey(Base64.getDecoder().decode(base64)) instanceof ECPrivateKeyParameters key
                    && key.getParameters().getG().equals(CURVE.getG())) {
                return new Sm2SigningKey(name, key);
            }
        } catch (IOException | RuntimeException e) {
            // What was given is secret, also in a message that quotes it.
        }
        throw new IllegalArgumentException("not an SM2 private key in PKCS#8, PEM or base64");
    }

    /** What checks its signatures. */
    public Sm2Key verifier() {
        return verifier;
    }

    /** The note with its line. The same text gets the same bytes: a head has one form. */
    SignedNote sign(SignedNote note) {
        byte[] text = note.text().getBytes(StandardCharsets.UTF_8);
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE); // in the default name, as GM/T 0009 has it
        signer.init(true, new ParametersWithRandom(key, new Derived(key, text)));
        signer.update(text, 0, text.length);
        try {
            return note.with(verifier.line(signer.generateSignature()));
        } catch (CryptoException e) {
            throw new IllegalStateException("SM2 signs any text", e);
        }
    }

    /** The secret number of a signature follows from key and text, as RFC 6979 would have it: nobody without the key can tell it from a random one. */
    private static final class Derived extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient HMac mac = new HMac(new SHA256Digest());
        private final byte[] text;
        private int asked;

        Derived(ECPrivateKeyParameters key, byte[] text) {
            this.text = text;
            mac.init(new KeyParameter(key.getD().toByteArray()));
        }

        @Override
        public void nextBytes(byte[] into) {
            byte[] block = new byte[mac.getMacSize()];
            for (int at = 0; at < into.length; at += block.length) {
                byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(asked++).array();
                mac.update(number, 0, number.length);
                mac.update(text, 0, text.length);
                mac.doFinal(block, 0);
                System.arraycopy(block, 0, into, at, Math.min(block.length, into.length - at));
            }
        }
    }
}
