package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Who posts one thing beside an upload. All of both is there when the writer takes its next group. */
class WhoWaitsAloneTest extends WriterTest {

    private final List<CompletableFuture<Outcome>> upload = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> alone = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        given(catalogue(), open("301"), open("302"));
    }

    private void upload(int commands) {
        CommandSession sender = new CommandSession();
        for (int i = 0; i < commands; i++) {
            upload.add(writer.submit(keyed(allocate("301", OFFICE, "1.00"), "of many " + i), sender));
        }
    }

    private void postAlone(int commands) {
        for (int i = 0; i < commands; i++) {
            alone.add(writer.submit(keyed(allocate("302", OFFICE, "1.00"), "alone " + i)));
        }
    }

    private static List<Long> positions(List<CompletableFuture<Outcome>> told) throws Exception {
        List<Long> positions = new ArrayList<>();
        for (CompletableFuture<Outcome> each : told) {
            positions.add(accepted(each.get()).position());
        }
        return positions;
    }

    @Test
    void he_does_not_wait_for_what_was_uploaded_before() throws Exception {
        inOneGroup(() -> {
            upload(2000);
            postAlone(1);
        });

        long own = positions(alone).getFirst();
        assertThat(positions(upload)).filteredOn(each -> each < own).hasSizeLessThan(4);
    }

    @Test
    void an_upload_keeps_its_order_and_its_turn_beside_many_who_post_alone() throws Exception {
        inOneGroup(() -> {
            upload(200);
            postAlone(1000);
        });

        assertThat(positions(upload)).isSorted();
        assertThat(positions(upload).getLast()).as("every fourth turn is the upload's").isLessThan(positions(alone).get(700));
        assertThat(positions(alone)).isSorted();
    }
}
