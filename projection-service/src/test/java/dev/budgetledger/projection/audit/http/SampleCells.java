package dev.budgetledger.projection.audit.http;

import java.time.Duration;
import java.time.Instant;

import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.budgetledger.projection.comparison.http.NoProofs;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.intake.StoredLog;

/** Cells of a stored log over HTTP. */
public final class SampleCells {

    private SampleCells() {}

    public static MockMvcTester of(StoredLog stored, Instant now) {
        return SampleHttp.of(new CellController(
                stored.reader(now, Duration.ZERO), new JdbcEntryReader(stored.jdbc()), new NoProofs(), SampleHttp.forms()));
    }
}
