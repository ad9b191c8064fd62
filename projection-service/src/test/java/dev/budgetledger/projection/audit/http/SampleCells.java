package dev.budgetledger.projection.audit.http;

import java.time.Duration;
import java.time.Instant;

import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.budgetledger.projection.comparison.http.NoProofs;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.NoProposals;

/** Cells of a stored log over HTTP. */
public final class SampleCells {

    private SampleCells() {}

    public static MockMvcTester of(StoredLog stored, Instant now) {
        BudgetReader reader = stored.reader(now, Duration.ZERO);
        return SampleHttp.of(new CellController(reader, new JdbcEntryReader(stored.jdbc()), new NoProofs(), SampleHttp.forms(),
                NoProposals.butThoseOf(stored, reader)));
    }
}
