package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** 结果: what the ledger says of a file, read as it comes; of any number of results as much is kept as a page shows. */
final class UploadOutcome implements LedgerHttp.AnswerReader {

    static final int FAULTS_MAX = 1000;
    static final int POSTINGS_MAX = 20;
    private static final int PROBLEM_BYTES_MAX = 4 * 1024 * 1024;

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final List<SheetFault> faults = new ArrayList<>();
    private final List<String> postings = new ArrayList<>();
    private JsonNode problem = JsonMapper.shared().createObjectNode();
    private int status;
    private long accepted;
    private long repeated;
    private long refused;
    private long forbidden;
    private long unknown;
    private long moreFaults;

    /**
     * @param row as its sheet shows it
     * @param column its header as it was written, empty if the fault is in none
     */
    record SheetFault(long row, String column, String code, String detail) {

        static SheetFault of(JsonNode said, long line) {
            return new SheetFault(said.path("line").asLong(line), said.path("column").asString(""), said.path("code").asString(""), said.path("detail").asString(""));
        }
    }

    @Override
    public void read(int answered, InputStream body) throws IOException {
        status = answered;
        try {
            if (status == OK) {
                try (MappingIterator<JsonNode> results = JsonMapper.shared().readerFor(JsonNode.class).readValues(body)) {
                    while (results.hasNext()) {
                        add(results.next());
                    }
                }
            } else {
                problem = JsonMapper.shared().readTree(body.readNBytes(PROBLEM_BYTES_MAX));
                problem.path("faults").forEach(each -> add(SheetFault.of(each, 0)));
                moreFaults += problem.path("moreFaults").asLong(0);
            }
        } catch (JacksonException broken) {
            throw new IOException("the answer broke off", broken);
        }
    }

    private void add(JsonNode result) {
        JsonNode why = result.path("problem");
        if (why.isObject()) {
            if (result.path("status").asInt(0) == UNAVAILABLE) {
                unknown++;
            } else {
                refused++;
                forbidden += result.path("status").asInt(0) == FORBIDDEN ? 1 : 0;
            }
            long line = result.path("line").asLong(0);
            if (result.path("faults").isEmpty()) {
                add(SheetFault.of(why, line));
            } else {
                result.path("faults").forEach(each -> add(SheetFault.of(each, line)));
            }
            return;
        }
        accepted++;
        if (result.path("repeated").asBoolean(false)) {
            repeated++;
        }
        String id = result.path("receipt").path("postingId").asString("");
        if (!id.isEmpty() && postings.size() < POSTINGS_MAX) {
            postings.add(id);
        }
    }

    private void add(SheetFault fault) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(fault);
        } else {
            moreFaults++;
        }
    }

    int status() {
        return status;
    }

    /** Of all together; an empty object if each has its own. */
    JsonNode problem() {
        return problem;
    }

    long accepted() {
        return accepted;
    }

    /** Of those that are accepted: what had been before. */
    long repeated() {
        return repeated;
    }

    long refused() {
        return refused;
    }

    /** Whether none of it is for who sent it. */
    boolean isForbidden() {
        return forbidden > 0 && forbidden == refused && accepted == 0 && unknown == 0;
    }

    /** Of which nobody knows: they are sent again. */
    long unknown() {
        return unknown;
    }

    List<SheetFault> faults() {
        return List.copyOf(faults);
    }

    long moreFaults() {
        return moreFaults;
    }

    /** The first of them. */
    List<String> postings() {
        return List.copyOf(postings);
    }
}
