package dev.budgetledger.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.embedded.Ports;
import dev.budgetledger.testservers.TestServers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Identity on a database of its own, and a browser and a machine that ask it. */
final class RunningIdentity implements AutoCloseable {

    static final String REDIRECT = "http://127.0.0.1:7777/callback";
    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-it-is";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"");

    final ConfigurableApplicationContext context;
    final String issuer;
    final Map<String, String> passwords;

    private final HttpClient client = browser();

    private RunningIdentity(int port, TestServers.TestDatabase database, Path keyFile, List<String> settings) {
        issuer = "http://localhost:" + port;
        List<String> all = new ArrayList<>(List.of(
                "--server.port=" + port, "--spring.main.banner-mode=off", "--spring.datasource.url=" + database.jdbcUrl(),
                "--identity.issuer=" + issuer, "--identity.signing-key-file=" + keyFile));
        all.addAll(settings);
        context = IdentityApplication.builder().run(all.toArray(String[]::new));
        passwords = context.getBean(FirstAccounts.class).passwords();
    }

    static RunningIdentity on(TestServers.TestDatabase database, Path keyFile, String... settings) {
        return new RunningIdentity(Ports.free(), database, keyFile, List.of(settings));
    }

    static HttpClient browser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(client, path);
    }

    HttpResponse<String> get(HttpClient by, String path) throws IOException, InterruptedException {
        return by.send(HttpRequest.newBuilder(URI.create(issuer + path)).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(HttpClient by, String path, @Nullable String basic, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(encoded(form)));
        if (basic != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)));
        }
        return by.send(request.build(), BodyHandlers.ofString());
    }

    /** What a machine is answered. */
    HttpResponse<String> machine(String name, String secret) throws IOException, InterruptedException {
        return post(client, "/oauth2/token", name + ":" + secret, Map.of("grant_type", "client_credentials"));
    }

    /** Where a browser is led that was led to log in, once it has. */
    String login(HttpClient by, String name, String password) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(by, "/login").body());
        if (!csrf.find()) {
            throw new AssertionError("no form to log in");
        }
        return location(post(by, "/login", null, Map.of("username", name, "password", password, "_csrf", csrf.group(1))));
    }

    /** A code for somebody, as the console gets it; empty if it gets none. */
    String code(String name, String password) throws IOException, InterruptedException {
        HttpClient by = browser();
        String authorize = authorize(Map.of("code_challenge", challenge(), "code_challenge_method", "S256"));
        String asked = location(get(by, authorize));
        if (!asked.endsWith("/login")) {
            throw new AssertionError("was not led to log in but to " + asked);
        }
        String led = login(by, name, password);
        if (!led.contains("/oauth2/authorize")) {
            return "";
        }
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location(get(by, led.replace(issuer, ""))));
        return code.find() ? code.group(1) : "";
    }

    /** What the console is answered to a code. */
    HttpResponse<String> exchange(String code, @Nullable String verifier) throws IOException, InterruptedException {
        Map<String, String> form = Map.of(
                "grant_type", "authorization_code", "client_id", "console", "code", code, "redirect_uri", REDIRECT);
        Map<String, String> all = verifier == null ? form : new HashMap<>(form);
        if (verifier != null) {
            all.put("code_verifier", verifier);
        }
        return post(client, "/oauth2/token", null, all);
    }

    static String authorize(Map<String, String> more) {
        return "/oauth2/authorize?" + encoded(Map.of("response_type", "code", "client_id", "console", "redirect_uri", REDIRECT, "state", "s"))
                + (more.isEmpty() ? "" : "&" + encoded(more));
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }

    /** The claims of a token, unproven. */
    static JsonNode claims(HttpResponse<String> answer) {
        JsonNode said = JsonMapper.shared().readTree(answer.body());
        if (!said.has("access_token")) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(new String(
                Base64.getUrlDecoder().decode(said.get("access_token").stringValue().split("\\.", -1)[1]), UTF_8));
    }

    static String challenge() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
