package dev.budgetledger.edge.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.servlet.ModelAndView;

import dev.budgetledger.edge.Edge;
import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.Pace;
import dev.budgetledger.edge.problems.ProblemException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Clients that show a certificate, and clients that take their time, over TLS as {@code server.ssl} sets it up. */
class TlsTest {

    private static final String PASSWORD = "changeit";
    private static final String KEY = AccessKey.generate();
    private static final int PER_ADDRESS = 20;

    @TempDir
    private static Path folder;

    private static WebServer server;
    private static KeyStore trusted;

    /** Says who asks. */
    private static final class Asking extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print(Principal.of(request).name());
        }
    }

    @BeforeAll
    static void start() throws Exception {
        for (String name : List.of("server", "treasury", "known-to-nobody", "stranger")) {
            made(name);
        }
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : List.of("server", "treasury", "known-to-nobody")) {
            trusted.setCertificateEntry(name, store(name).getCertificate(name));
        }
        try (var out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, new KeysFile(List.of(
                new AccessKey("treasury", sha256("treasury"), List.of("reader"), List.of("*"), null, null),
                AccessKey.ofEverything("by key", KEY, Role.READER))).text());
        server = server(keys);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static WebServer server(Path keys) {
        Ssl ssl = new Ssl();
        ssl.setKeyStore(folder.resolve("server.p12").toString());
        ssl.setKeyStorePassword(PASSWORD);
        ssl.setTrustStore(folder.resolve("trusted.p12").toString());
        ssl.setTrustStorePassword(PASSWORD);
        ssl.setClientAuth(Ssl.ClientAuth.WANT);
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.setSsl(ssl);
        new Edge(new EdgeSettings(List.of(), PER_ADDRESS, Pace.whole(Duration.ofSeconds(1)), new Pace(Duration.ofSeconds(1), 500),
                Set.of(), Set.of(), Duration.ofMinutes(1), false)).customize(factory);
        factory.addConnectorCustomizers(connector -> {
            AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
            protocol.setConnectionTimeout(2000);
            protocol.setKeepAliveTimeout(60_000);
        });
        AccessControl access = new AccessControl(new AccessTable(List.of(AccessTable.get("/v1/facts", Role.READER), AccessTable.post("/v1/facts", Role.READER))),
                false, new AccessKeys(keys), new IssuedTokens(TlsTest::token), false, null, InstantSource.system());
        AccessFilter filter = new AccessFilter(access, ForbiddenWatch.NONE, (_, response, _, why) -> {
            response.setStatus(((ProblemException) why).problem().status());
            return new ModelAndView();
        });
        return factory.getWebServer(context -> {
            context.addServlet("asking", new Asking()).addMapping("/");
            context.addFilter("access", filter).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
    }

    /** Its text says to whose certificate it is bound. */
    private static Jwt token(String text) {
        try {
            return Jwt.withTokenValue(text).header("alg", "ES256").issuer("https://id.example").subject("wang")
                    .expiresAt(Instant.now().plusSeconds(60)).claim("roles", List.of("reader"))
                    .claim("cnf", Map.of("x5t#S256", new ClientCertificate(sha256(text)).thumbprint())).build();
        } catch (Exception e) {
            throw new BadJwtException("none", e);
        }
    }

    @Test
    void who_has_a_certificate_is_who_the_file_of_keys_says() throws Exception {
        assertThat(ask("treasury", null)).isEqualTo("200 treasury");
    }

    @Test
    void one_that_the_file_does_not_know_is_nobodys_also_of_a_trusted_issuer() throws Exception {
        assertThat(ask("known-to-nobody", null)).startsWith("401");
        assertThat(ask(null, null)).startsWith("401");
        assertThatExceptionOfType(IOException.class).as("and of another issuer no connection").isThrownBy(() -> ask("stranger", null));
    }

    @Test
    void a_key_that_is_sent_counts_before_the_certificate() throws Exception {
        assertThat(ask(null, KEY)).isEqualTo("200 by key");
        assertThat(ask("treasury", KEY)).isEqualTo("200 by key");
        assertThat(ask("treasury", AccessKey.generate())).startsWith("401");
    }

    @Test
    void a_token_that_is_bound_to_a_certificate_is_of_use_to_no_other_client() throws Exception {
        assertThat(ask("treasury", "treasury")).isEqualTo("200 https://id.example#wang");
        assertThat(ask("known-to-nobody", "treasury")).startsWith("401");
        assertThat(ask(null, "treasury")).startsWith("401");
    }

    @Test
    void the_hash_of_a_certificate_is_no_key() throws Exception {
        assertThat(ask(null, sha256("treasury"))).startsWith("401");
    }

    @Test
    void silent_connections_lock_nobody_out() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * PER_ADDRESS; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
            }
            assertThat(ask("treasury", null)).isEqualTo("200 treasury");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void a_head_and_a_body_that_come_byte_by_byte_are_not_waited_for() throws Exception {
        assertThat(drip("GET /v1/facts HTTP/1.1\r\nHost: localhost\r\nX: ")).isEmpty();
        assertThat(drip("POST /v1/facts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KEY + "\r\nContent-Length: 100000\r\n\r\n"))
                .startsWith("HTTP/1.1 200"); // the body of what is answered at once is thrown away, for a second
    }

    /** What is answered to one that sends a byte every twentieth of a second until nobody listens. */
    private static String drip(String beginning) throws Exception {
        try (SSLSocket socket = (SSLSocket) context("treasury").getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            socket.setSoTimeout(50);
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                try {
                    socket.getOutputStream().write('x');
                    int read = socket.getInputStream().read();
                    if (read < 0) {
                        return answer.toString();
                    }
                    answer.append((char) read).append(new String(available(socket.getInputStream()), ISO_8859_1));
                } catch (java.net.SocketTimeoutException nothing) {
                    // the next byte
                } catch (java.net.SocketException | SSLException closed) {
                    return answer.toString();
                }
            }
            return "still open after 1,000 bytes, with " + answer;
        }
    }

    private static byte[] available(InputStream in) throws IOException {
        return in.readNBytes(in.available());
    }

    private static String ask(@Nullable String certificate, @Nullable String token) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context(certificate)).version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.getPort() + "/v1/facts"));
            HttpResponse<String> answer = client.send((token == null ? request : request.header("Authorization", "Bearer " + token)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static SSLContext context(@Nullable String certificate) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate == null ? null : new KeyManager[] {new Showing(certificate)}, trust.getTrustManagers(), null);
        return context;
    }

    /** Shows its certificate, also to who does not ask for one of its issuer. */
    private static final class Showing extends X509ExtendedKeyManager {

        private final String name;

        Showing(String name) {
            this.name = name;
        }

        @Override
        public String chooseClientAlias(String @Nullable [] types, java.security.Principal @Nullable [] issuers, @Nullable Socket socket) {
            return name;
        }

        @Override
        public String chooseEngineClientAlias(String @Nullable [] types, java.security.Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return name;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            try {
                return new X509Certificate[] {(X509Certificate) store(alias).getCertificate(alias)};
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            try {
                return (PrivateKey) store(alias).getKey(alias, PASSWORD.toCharArray());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String[] getClientAliases(String type, java.security.Principal[] issuers) {
            return new String[] {name};
        }

        @Override
        public String[] getServerAliases(String type, java.security.Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(String type, java.security.Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private static String sha256(String name) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(store(name).getCertificate(name).getEncoded()));
    }

    private static KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    /** By the JDK's own tool: it has no other way to make a certificate. */
    private static void made(String name) throws Exception {
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext", "san=dns:localhost",
                "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", folder.resolve(name + ".p12").toString())
                .redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(tool.waitFor()).as(said).isZero();
    }
}
