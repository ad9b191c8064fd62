package dev.budgetledger.contract.merkle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** 签名私钥: signs checkpoints in the name of a log, or of a witness, with Ed25519. Written as PKCS#8, PEM or its base64 alone. */
public final class SigningKey {

    private final PrivateKey key;
    private final VerifierKey verifier;
    private final VerifierKey witness;

    private SigningKey(String name, KeyPair pair) {
        this.key = pair.getPrivate();
        this.verifier = new VerifierKey(VerifierKey.Type.TEXT, name, pair.getPublic());
        this.witness = new VerifierKey(VerifierKey.Type.COSIGNATURE, name, pair.getPublic());
    }

    /** A new key. */
    public static SigningKey generate(String name) {
        try {
            return new SigningKey(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the text is not the PKCS#8 of an Ed25519 key; it does not repeat the text
     */
    public static SigningKey parse(String name, String text) {
        String base64 = text.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat)
                .replaceAll("\\s", "");
        try {
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            EdECPrivateKey key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(spec);
            return new SigningKey(name, pairOf(key.getBytes().orElseThrow()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What was given is secret, also in a message that quotes it.
            throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8, PEM or base64");
        }
    }

    /**
     * Makes a file with a new key, which nobody but its owner can read at any moment; or reads the one that another process made first.
     *
     * @throws IOException if the file can be neither made nor read
     */
    public static SigningKey make(String name, Path file) throws IOException {
        SigningKey key = generate(name);
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(ByteBuffer.wrap(key.pem().getBytes(StandardCharsets.US_ASCII)));
            return key;
        } catch (FileAlreadyExistsException first) {
            return parse(name, Files.readString(file));
        }
    }

    /** The JDK offers no way from a private key to its public key but to make both from the same random bytes. */
    private static KeyPair pairOf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
        return generator.generateKeyPair();
    }

    /** The key as a PEM file has it. */
    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** What checks {@link #cosign cosignatures}, of a witness. */
    public VerifierKey witness() {
        return witness;
    }

    /** A note with its signature. The same text gives the same bytes. */
    public SignedNote sign(String text) {
        return new SignedNote(text,
                List.of(new SignedNote.Signature(verifier.name(), verifier.hash(), sign(text.getBytes(StandardCharsets.UTF_8)))));
    }

    /** The line of a witness below a note: that at that second it had seen no larger head of this log, and this one continues from those before. */
    public SignedNote.Signature cosign(String text, Instant at) {
        long seconds = at.getEpochSecond();
        byte[] signature = sign(Cosignature.message(text, seconds));
        return new SignedNote.Signature(witness.name(), witness.hash(), new Cosignature(seconds, signature).bytes());
    }

    /** The signature over a message, 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] into) {
            if (into.length != bytes.length) {
                throw new IllegalStateException("the JDK makes Ed25519 keys otherwise");
            }
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
