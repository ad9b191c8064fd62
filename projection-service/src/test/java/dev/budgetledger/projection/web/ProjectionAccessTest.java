package dev.budgetledger.projection.web;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what at the projection service. */
class ProjectionAccessTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> KEYS = new HashMap<>();
    private static final List<AccessKey> ENTRIES = new ArrayList<>();
    private static final String PUBLICATIONS = "/v1/disclosures/301/2023/publications";

    @TempDir
    private static Path folder;

    private static RunningProjection projection;
    private static RunningProjection publicly;

    @BeforeAll
    static void start() throws Exception {
        for (Role role : Role.values()) {
            key(role.text(), List.of(role.text()), "*");
        }
        key("everything", Arrays.stream(Role.values()).map(Role::text).toList(), "*");
        key("nobody", List.of(), "*");
        key("of-302", List.of("publisher"), "302");
        Path file = Files.writeString(folder.resolve("keys.json"), JsonMapper.shared().writeValueAsString(Map.of("keys", ENTRIES)));
        TestRelay.topicOfReads();
        projection = RunningProjection.on(TestServers.newProjectionDatabase("access"), "--access.keys-file=" + file);
        publicly = RunningProjection.on(TestServers.newProjectionDatabase("access"), "--access.keys-file=" + file, "--access.public-reads=true");
    }

    @AfterAll
    static void stop() {
        publicly.close();
        projection.close();
    }

    @Test
    void every_address_asks_who_it_is_and_is_for_somebody_and_not_for_everybody() throws Exception {
        List<String> faults = new ArrayList<>();
        List<String[]> addresses = addresses();
        for (String[] each : addresses) {
            String path = each[1];
            boolean open = path.equals("/") || path.equals("/problems") || path.startsWith("/v3/") || path.startsWith("/swagger-ui");
            for (String method : List.of(each[0], "HEAD", "OPTIONS", "PUT")) {
                int none = status(projection, method, path, null);
                int wrong = status(projection, method, path, "nobody");
                int right = status(projection, method, path, "everything");
                if (open ? List.of(none, wrong, right).stream().anyMatch(status -> status == 401 || status == 403)
                        : none != 401 || wrong != 403 || right == 401 || right == 403) {
                    faults.add(method + " " + path + ": " + none + " " + wrong + " " + right);
                }
                if (none >= 500 || wrong >= 500 || right == 500) { // 503: the budget is not here
                    faults.add(method + " " + path + " fails: " + none + " " + wrong + " " + right);
                }
            }
        }

        assertThat(addresses).hasSizeGreaterThan(25);
        assertThat(faults).isEmpty();
    }

    @Test
    void a_browser_reads_on_a_page_that_it_has_to_say_who_asks_or_that_this_is_not_for_him() throws Exception {
        for (String[] each : addresses()) {
            String path = each[1];
            if (!each[0].equals("GET") || !path.startsWith("/v1/")) {
                continue;
            }
            HttpResponse<String> unknown = HTTP.send(browsing(path).build(), BodyHandlers.ofString());
            HttpResponse<String> forbidden = HTTP.send(
                    browsing(path).header("Authorization", "Bearer " + KEYS.get("nobody")).build(), BodyHandlers.ofString());

            assertThat(unknown.statusCode()).as(path).isEqualTo(401);
            assertThat(unknown.headers().firstValue("WWW-Authenticate")).as(path).hasValue("Bearer");
            assertThat(unknown.body()).as(path).startsWith("<!DOCTYPE html>").contains("未认证", "UNAUTHORIZED");
            assertThat(forbidden.statusCode()).as(path).isEqualTo(403);
            assertThat(forbidden.body()).as(path).startsWith("<!DOCTYPE html>").contains("无权", "FORBIDDEN");
            for (HttpResponse<String> page : List.of(unknown, forbidden)) {
                assertThat(page.headers().firstValue("Content-Type")).as(path).hasValue("text/html;charset=UTF-8");
                assertThat(page.headers().firstValue("Vary")).as(path).hasValue("Accept, Accept-Language");
            }
        }
    }

    private static HttpRequest.Builder browsing(String path) {
        return HttpRequest.newBuilder(projection.address(path)).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** All that is mapped, so that a new address cannot be forgotten. */
    private static List<String[]> addresses() {
        List<String[]> all = new ArrayList<>();
        projection.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet()
                .forEach(mapping -> mapping.getPatternValues().forEach(path -> {
                    String filled = path.replace("{department}", "301").replace("{year}", "2023").replaceAll("\\{[^}]+}", "1");
                    var methods = mapping.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? List.of(RequestMethod.GET) : methods)
                            .forEach(method -> all.add(new String[] {method.name(), filled}));
                }));
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "reader,    200, 403, 403, 403, 403",
        "officer,   200, 403, 403, 403, 403",
        "publisher, 200, 415, 403, 403, 403",
        "auditor,   200, 403, 403, 404, 200",
        "operator,  200, 403, 415, 404, 200"
    })
    void a_role_may_what_it_is_for(String name, int forms, int publishes, int replays, int replay, int acknowledged) throws Exception {
        assertThat(List.of(
                        status(projection, "GET", "/v1/forms", name),
                        status(projection, "POST", PUBLICATIONS, name),
                        status(projection, "POST", "/v1/replays", name),
                        status(projection, "GET", "/v1/replays/1", name),
                        status(projection, "GET", "/v1/intake/acknowledgements", name)))
                .isEqualTo(List.of(forms, publishes, replays, replay, acknowledged));
    }

    @ParameterizedTest
    @CsvSource({
        "officer, true", "checker, true", "auditor, true", "reader, false", "publisher, false", "operator, false"
    })
    void what_is_not_decided_is_for_who_proposes_checks_or_audits(String name, boolean may) throws Exception {
        for (String path : List.of("/v1/proposals", "/v1/disclosures/301/2023/proposals", "/v1/disclosures/301/2023/proposals/1")) {
            assertThat(status(projection, "GET", path, name) == 403).as(path).isEqualTo(!may);
            assertThat(status(publicly, "GET", path, null)).as("where reading is public, " + path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "officer, true", "checker, true", "auditor, true", "reader, false", "publisher, false", "operator, false"
    })
    void nor_is_what_counts_what_is_not_decided_for_others(String name, boolean may) throws Exception {
        for (String path : List.of("/tables", "/tables/revenue", "/tables/revenue/cells/1/total", "/checks", "/balances")) {
            String table = "/v1/disclosures/301/2023" + path;
            assertThat(status(projection, "GET", table + "?proposed=included", name) == 403).as(path).isEqualTo(!may);
            assertThat(status(projection, "GET", table + "?proposed=excluded", name)).as(path).isNotEqualTo(403);
            assertThat(status(publicly, "GET", table + "?proposed=included", null)).as("where reading is public, " + path).isEqualTo(403);
            assertThat(status(publicly, "GET", table, null)).as("where reading is public, " + path).isNotEqualTo(403);
        }
    }

    @Test
    void where_reading_is_public_nobody_is_asked_who_reads_and_a_false_key_is_none() throws Exception {
        assertThat(status(publicly, "GET", "/v1/forms", null)).isEqualTo(200);
        assertThat(status(publicly, "POST", PUBLICATIONS, null)).isEqualTo(401);
        assertThat(status(publicly, "GET", "/v1/replays/1", null)).isEqualTo(401);
        assertThat(HTTP.send(HttpRequest.newBuilder(publicly.address("/v1/forms")).header("Authorization", "Bearer " + AccessKey.generate())
                .build(), BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_publisher_publishes_for_departments_of_his_grant_in_his_own_name() throws Exception {
        assertThat(publish("of-302", "Idempotency-Key", "k").body()).contains("NOT_GRANTED", "\"field\":\"department\"");
        assertThat(publish("publisher", "Idempotency-Key", "k", "Posted-By", "mayor").body())
                .contains("FIELD_INVALID", "\"field\":\"Posted-By\"");
    }

    private static HttpResponse<String> publish(String name, String... headers) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(projection.address(PUBLICATIONS))
                .header("Authorization", "Bearer " + KEYS.get(name)).header("Content-Type", "application/json").headers(headers)
                .POST(BodyPublishers.ofString("""
                        {"documentNo":"公开1号","publishedOn":"2023-02-10","reason":"部门预算公开","position":2}""")).build(), BodyHandlers.ofString());
    }

    private static int status(RunningProjection of, String method, String path, @Nullable String name) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(of.address(path)).method(method, BodyPublishers.noBody());
        if (name != null) {
            request.header("Authorization", "Bearer " + Objects.requireNonNull(KEYS.get(name), name));
        }
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static void key(String name, List<String> roles, String department) {
        String key = AccessKey.generate();
        KEYS.put(name, key);
        ENTRIES.add(new AccessKey(name, AccessKey.ofEverything(name, key, Role.READER).sha256(), roles, List.of(department), null, null));
    }
}
