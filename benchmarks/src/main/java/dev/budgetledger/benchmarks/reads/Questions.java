package dev.budgetledger.benchmarks.reads;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.Random;

/** What auditors ask of a department, over HTTP, each time as of another point. */
record Questions(int port, long last, Random random, HttpClient client) {

    private static final String BUDGET = "/v1/disclosures/" + LongLog.BUSY.department() + "/2023/";

    Questions(int port, long last) {
        this(port, last, new Random(3), HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    String table() throws IOException, InterruptedException {
        return get("tables/expenditure?" + point());
    }

    /** The same for people. */
    String page() throws IOException, InterruptedException {
        return get("tables/expenditure?" + point(), "text/html");
    }

    /** What is left on each line of the department, of no table. */
    String balances() throws IOException, InterruptedException {
        return get("balances?" + point());
    }

    /** The same of the ten lines of a function. */
    String balancesOfAFunction() throws IOException, InterruptedException {
        return get("balances?function=2010310&" + point());
    }

    /** The first page of the postings of the department, the latest of them. */
    String postings() throws IOException, InterruptedException {
        return get("postings");
    }

    /** The first page of those of a day. */
    String postingsOfADay() throws IOException, InterruptedException {
        LocalDate day = LongLog.FIRST_DAY.plusDays(random.nextInt(365));
        return get("postings?effectiveFrom=" + day + "&effectiveTo=" + day);
    }

    String yearOverYear() throws IOException, InterruptedException {
        return get("year-over-year?basis=adjusted&" + point());
    }

    /** All cells of a table that differ between two points, with the first entries of each. */
    String changes() throws IOException, InterruptedException {
        long from = random.nextLong(last / 2, last);
        return get("changes?table=revenue-and-expenditure&fromPosition=" + from + "&toPosition=" + random.nextLong(from, last));
    }

    /** The first of the entries of all lines of the department. */
    String provenance() throws IOException, InterruptedException {
        return get("tables/revenue-and-expenditure/cells/1/expenditureAmount?" + point());
    }

    /** 公开文档, all tables and what the department said, against the year before. */
    String document(String format) throws IOException, InterruptedException {
        return get("document?format=" + format + "&" + point());
    }

    private String point() {
        return "position=" + random.nextLong(last / 2, last) + "&effectiveOn=" + LongLog.FIRST_DAY.plusDays(random.nextInt(365));
    }

    private String get(String path) throws IOException, InterruptedException {
        return get(path, "application/json");
    }

    private String get(String path, String type) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + BUDGET + path);
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address).header("Accept", type).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
