package dev.budgetledger.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/** Somebody who has a browser and nothing else: it keeps cookies, follows where it is led, and sends forms of pages. */
final class PageBrowser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern CHOICE = Pattern.compile("<select name=\"([^\"]+)\".*?</select>", Pattern.DOTALL);

    private final URI home;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
            .cookieHandler(cookies).followRedirects(HttpClient.Redirect.NORMAL).build();

    /** @param home where it begins */
    PageBrowser(URI home) {
        this.home = home;
    }

    /** What it shows, and where that is. */
    record Page(URI at, int status, String text) {

        /** The fields of the form that is sent there, as they are before anybody writes. */
        Map<String, String> fields(String action) {
            String form = form(action);
            Map<String, String> fields = new LinkedHashMap<>();
            Pattern.compile("<input[^>]*>").matcher(form).results().map(each -> each.group()).filter(each -> each.contains(" name="))
                    .forEach(each -> fields.put(attribute(each, "name"), attribute(each, "value")));
            CHOICE.matcher(form).results().forEach(each -> fields.put(each.group(1),
                    Pattern.compile("<option[^>]* selected=[^>]*>").matcher(each.group()).results().map(option -> attribute(option.group(), "value"))
                            .findFirst().orElse("")));
            return fields;
        }

        /** The value of the first choice that says so. */
        String choice(String name, String saying) {
            return CHOICE.matcher(text).results().filter(each -> each.group(1).equals(name))
                    .flatMap(each -> Pattern.compile("(<option[^>]*>)([^<]*)").matcher(each.group()).results())
                    .filter(each -> HtmlUtils.htmlUnescape(each.group(2)).contains(saying)).map(each -> attribute(each.group(1), "value"))
                    .findFirst().orElseThrow(() -> new AssertionError("no choice of " + saying + " in " + text));
        }

        private String form(String action) {
            return Pattern.compile("<form[^>]* action=\"" + Pattern.quote(action) + "\".*?</form>", Pattern.DOTALL).matcher(text).results()
                    .map(each -> each.group()).findFirst().orElseThrow(() -> new AssertionError("no form to " + action + " in " + text));
        }

        private static String attribute(String element, String name) {
            Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(element);
            return found.find() ? HtmlUtils.htmlUnescape(found.group(1)) : "";
        }
    }

    Page get(String address) {
        return send(request(address).GET());
    }

    HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(home.resolve(address)).timeout(TIMEOUT).header("Accept", "text/html");
    }

    /** Presses the button of a form that was filled in so; what is not said stays as the page had it. */
    Page submit(Page page, String action, Map<String, String> filled) {
        Map<String, String> fields = page.fields(action);
        fields.putAll(filled);
        return send(posts(page.at().resolve(action).toString(), fields));
    }

    /** Such a request, of any fields. */
    HttpRequest.Builder posts(String address, Map<String, String> fields) {
        return sends(address, encoded(fields));
    }

    HttpRequest.Builder sends(String address, String form) {
        return request(address).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form));
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream().map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue())).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Chooses a file in a form of a page, and presses its button. */
    Page upload(Page page, String action, String name, byte[] file) {
        return send(uploads(page.at().resolve(action).toString(), page.fields(action), name, file));
    }

    /** Such a request, of any fields. */
    HttpRequest.Builder uploads(String address, Map<String, String> fields, String name, byte[] file) {
        String boundary = "----of-a-page-" + System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((field, value) -> {
            if (!field.equals("file")) {
                body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return request(address).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    Page send(HttpRequest.Builder request) {
        HttpResponse<byte[]> answer = answer(request);
        return new Page(answer.uri(), answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** What is kept in a file. */
    HttpResponse<byte[]> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Opens what only who has logged in may see, is led to the provider, and from there back. */
    Page logIn(String address, String name, String password) {
        Page asked = get(address);
        return asked.text().contains("name=\"password\"") ? submit(asked, "/login", Map.of("username", name, "password", password)) : asked;
    }

    /** Name and value of what it keeps, empty if it does not. */
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(each -> each.getName().equals(name))
                .map(each -> each.getName() + "=" + each.getValue()).findFirst().orElse("");
    }

    @Override
    public void close() {
        client.close();
    }
}
