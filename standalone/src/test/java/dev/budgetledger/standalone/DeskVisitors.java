package dev.budgetledger.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.budgetledger.standalone.PageBrowser.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** A first start with people, each of whom has a browser of his own. */
final class DeskVisitors implements AutoCloseable {

    final Settings settings;
    final URI pages;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<String, PageBrowser> people = new HashMap<>();
    private final Standalone running;

    DeskVisitors(Path folder) {
        settings = Settings.onFreePorts(folder).withPeople();
        running = new Standalone(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
        running.start();
        pages = URI.create("http://localhost:" + settings.projectionPort());
    }

    PageBrowser by(String name) {
        return people.computeIfAbsent(name, _ -> new PageBrowser(pages));
    }

    Page logIn(String name, String address) {
        Page page = by(name).logIn(address, name, password(name));
        assertThat(page.at()).as(page.text()).isEqualTo(pages.resolve(address));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page;
    }

    /** As the start has printed it. */
    String password(String name) {
        Matcher told = Pattern.compile("\\b" + name + " ([\\w-]{32})").matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(told.find()).isTrue();
        return told.group(1);
    }

    /** The whole log but for who was refused: that comes by itself, a moment later, and is not posted. */
    List<String> facts() {
        try (HttpApi ledger = new HttpApi(settings.ledgerPort())) {
            List<String> all = new ArrayList<>();
            for (List<String> some = List.of(""); !some.isEmpty(); all.addAll(some)) {
                some = ledger.get("/v1/facts?after=" + all.size() + "&limit=1000", "application/x-ndjson").body().lines().toList();
            }
            return all.stream().filter(each -> !each.contains("\"type\":\"AuthorityRefused\"")).toList();
        }
    }

    /** The browsers forget everything. */
    void leave() {
        people.values().forEach(PageBrowser::close);
        people.clear();
    }

    @Override
    public void close() {
        running.close();
    }
}
