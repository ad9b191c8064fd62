package dev.budgetledger.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.budgetledger.standalone.Settings;
import dev.budgetledger.standalone.Standalone;

/** The whole system with the sample, a publication, and what was posted after it. */
final class ServedBudgets implements AutoCloseable {

    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Standalone running;
    private final String ledger;
    final String projection;
    final String verifierKey;

    ServedBudgets(Path folder) {
        Settings settings = Settings.onFreePorts(folder);
        running = new Standalone(settings, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        running.start();
        ledger = "http://localhost:" + settings.ledgerPort();
        projection = "http://localhost:" + settings.projectionPort();
        verifierKey = get(ledger + "/v1/log/key").strip();
        long sampled = position(post(ledger + "/v1/budgets/301/2023/adjustments", "k-1", adjustment("追加1号", "追加办公费", "30201", "1000000.00")));
        post(projection + "/v1/disclosures/301/2023/publications", "k-2",
                """
                {"documentNo":"公开1号","publishedOn":"2023-02-10","reason":"部门预算公开","position":%d}""".formatted(sampled));
        long last = position(post(ledger + "/v1/budgets/301/2023/adjustments", "k-3", adjustment("追减2号", "压减办公费", "30201", "-250000.00")));
        get(projection + "/v1/disclosures/301/2023/tables?atLeastPosition=" + last);
    }

    private static String adjustment(String documentNo, String reason, String economic, String amount) {
        return """
                {"documentNo":"%s","effectiveOn":"2023-06-30","reason":"%s","lines":[{"fund":"GENERAL_PUBLIC","function":"2010301",\
                "kind":"OPERATING","economic":"%s","amount":"%s"}]}""".formatted(documentNo, reason, economic, amount);
    }

    private static long position(String receipt) {
        Matcher position = POSITION.matcher(receipt);
        if (!position.find()) {
            throw new AssertionError(receipt);
        }
        return Long.parseLong(position.group(1));
    }

    String get(String address) {
        return body(HttpRequest.newBuilder(URI.create(address)).build());
    }

    private String post(String address, String key, String body) {
        return body(HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private String body(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(request.uri() + " " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        running.close();
    }
}
