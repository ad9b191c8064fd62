package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Department;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Batches of commands, each within its limit, that come at the same time. */
class BatchRoomTest {

    private static final int KIB = 1024;

    private final BatchRoom room = new BatchRoom(100 * KIB);

    @Test
    void a_batch_for_which_there_is_no_room_beside_others_is_refused_and_fits_once_they_have_ended() throws IOException {
        try (BatchRoom.Share first = room.share()) {
            assertThat(TogetherPosting.read(commands(6, 10 * KIB), first)).hasSize(6);

            try (BatchRoom.Share second = room.share()) {
                assertThatThrownBy(() -> TogetherPosting.read(commands(6, 10 * KIB), second))
                        .isInstanceOfSatisfying(ProblemException.class, why -> assertThat(why.problem().code()).isEqualTo(ProblemCode.TOO_MANY_AT_ONCE.name()));
            }
            try (BatchRoom.Share third = room.share()) {
                assertThat(TogetherPosting.read(commands(4, 10 * KIB), third)).as("what the refused one had is free").hasSize(4);
            }
        }
        try (BatchRoom.Share all = room.share()) {
            assertThat(TogetherPosting.read(commands(10, 10 * KIB), all)).hasSize(10);
        }
    }

    @Test
    void the_smallest_command_takes_room_too() throws IOException {
        try (BatchRoom.Share share = room.share()) {
            assertThat(TogetherPosting.read(commands(100, 1), share)).hasSize(100);

            assertThatThrownBy(() -> TogetherPosting.read(commands(1, 1), share)).isInstanceOf(ProblemException.class);
        }
    }

    private static Items commands(int count, int bytes) {
        Iterator<Item> all = LongStream.rangeClosed(1, count).<Item>mapToObj(line -> new Item.Legible(line, bytes, opening(), null)).iterator();
        return () -> all.hasNext() ? all.next() : null;
    }

    private static Submission opening() {
        return new Submission(new Command.OpenBudget(new Department("301", "办公室"), 2023, false, null), "officer", null, null);
    }
}
