package dev.budgetledger.contract;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * 客户端公钥: what checks the signatures of a client, as a JSON Web Key (RFC 7517): Ed25519 (RFC 8037), or P-256.
 *
 * @param crv {@code Ed25519} or {@code P-256}
 * @param kty {@code OKP} or {@code EC}
 * @param x base64url, 32 bytes
 * @param y of P-256 only
 */
public record ClientPublicKey(String crv, String kty, String x, @Nullable String y) {

    private static final int BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    /** An Ed25519 key of its 32 bytes (RFC 8032). */
    public static ClientPublicKey ed25519(byte[] raw) {
        return new ClientPublicKey("Ed25519", "OKP", Base64.getUrlEncoder().withoutPadding().encodeToString(raw), null);
    }

    private boolean isEd25519() {
        return kty.equals("OKP") && crv.equals("Ed25519") && y == null;
    }

    /** Of JWS (RFC 7518, RFC 8037): the only one that this key is used with. */
    public String algorithm() {
        return isEd25519() ? "EdDSA" : "ES256";
    }

    /** Why it is none that signatures can be checked by, null if it is one. */
    public @Nullable String fault() {
        try {
            if (!isEd25519() && !(kty.equals("EC") && crv.equals("P-256") && y != null)) {
                return "a public key is kty OKP, crv Ed25519 with x, or kty EC, crv P-256 with x and y";
            }
            made();
            return null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "x and y are 32 bytes each in base64url without padding, of a point that a key may be";
        }
    }

    /** 密钥编号: the JWK thumbprint (RFC 7638), SHA-256 in base64url. */
    public String id() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(ContractJson.write(this)));
    }

    /** Whether a signature over a message is by the private key that belongs to this. */
    boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(isEd25519() ? "Ed25519" : "SHA256withECDSAinP1363Format");
            check.initVerify(made());
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private PublicKey made() throws GeneralSecurityException {
        return isEd25519() ? VerifierKey.ed25519(bytes(x)) : nist(new BigInteger(1, bytes(x)), new BigInteger(1, bytes(String.valueOf(y))));
    }

    /** A point that is not on the curve would be of another group, which may be small. */
    private static PublicKey nist(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger right = x.modPow(BigInteger.valueOf(3), p).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
        boolean isOnCurve = x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
        if (!isOnCurve) {
            throw new IllegalArgumentException("not on the curve");
        }
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    /** One text for one key: what base64 leaves open would give it a second number. */
    private static byte[] bytes(String base64) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64);
        if (bytes.length != BYTES || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("not 32 bytes");
        }
        return bytes;
    }
}
