package dev.budgetledger.edge.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A certificate whose key a client of TLS has shown to have (RFC 8446 4.4.2), issued by one whom the service trusts ({@code
 * server.ssl}). Who has it, is not what it says of itself but what the file of access keys says: an authority issues for many.
 *
 * @param sha256 of it as DER, hexadecimal
 */
record ClientCertificate(String sha256) {

    private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    /** That of the connection by which a request comes, null if it has none that is valid now: a connection may outlive its certificate. */
    static @Nullable ClientCertificate of(HttpServletRequest request) {
        if (!request.isSecure() || !(request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain) || chain.length == 0) {
            return null;
        }
        try {
            chain[0].checkValidity();
            return new ClientCertificate(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded())));
        } catch (CertificateExpiredException | CertificateNotYetValidException | CertificateEncodingException invalid) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** As a token that is bound to it says it: {@code x5t#S256} (RFC 8705 3.1). */
    String thumbprint() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(sha256));
    }
}
