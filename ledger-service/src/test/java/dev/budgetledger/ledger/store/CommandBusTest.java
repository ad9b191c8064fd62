package dev.budgetledger.ledger.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerSubscriptionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The writer as Axon's command bus. */
class CommandBusTest extends WriterTest {

    private final DefaultCommandGateway gateway = DefaultCommandGateway.builder().commandBus(writer).build();

    @Test
    void a_command_is_answered_with_its_receipt_or_its_refusal() throws Exception {
        given(catalogue(), open("301"));

        Receipt receipt = accepted(gateway.<Outcome>send(allocate("301", OFFICE, "100.00")).get());

        assertThat(receipt.postingId()).isEqualTo("301-2023-1");
        assertThat(facts().getLast().envelope().postedBy()).isEqualTo("anonymous");
        assertThat(refused(gateway.<Outcome>send(transfer("301", OFFICE, TRAVEL, "100.01")).get()))
                .isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
    }

    @Test
    void poster_key_and_expected_sequence_are_metadata() throws Exception {
        given(catalogue(), open("301"));
        Map<String, Object> around = Map.of(Submission.POSTED_BY, "预算处 王", Submission.IDEMPOTENCY_KEY, "k", Submission.IF_MATCH, 0L);

        Receipt first = accepted(dispatched(allocate("301", OFFICE, "1.00"), around));
        Outcome again = dispatched(allocate("301", OFFICE, "1.00"), around);
        Outcome late = dispatched(allocate("301", OFFICE, "1.00"), Map.of(Submission.IF_MATCH, 0L));

        assertThat(again).isEqualTo(new Outcome.Accepted(first, true));
        assertThat(submit(new Submission(allocate("301", OFFICE, "1.00"), "预算处 王", "k", null))).isEqualTo(again);
        assertThat(refused(late)).isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
        assertThat(facts().getLast().envelope().postedBy()).isEqualTo("预算处 王");
        assertThat(facts()).hasSize(3);
    }

    @Test
    void an_interceptor_sees_each_command_that_is_decided_and_none_that_a_key_has_answered() throws Exception {
        List<Class<?>> seen = new ArrayList<>();
        var registration = writer.registerHandlerInterceptor((unitOfWork, chain) -> {
            seen.add(unitOfWork.getMessage().getPayloadType());
            return chain.proceed();
        });
        writer.registerDispatchInterceptor(messages -> (_, message) -> message.andMetaData(Map.of(Submission.POSTED_BY, "网关")));

        accepted(dispatched(catalogue(), Map.of(Submission.IDEMPOTENCY_KEY, "k")));
        accepted(dispatched(catalogue(), Map.of(Submission.IDEMPOTENCY_KEY, "k")));
        writer.submitAll(List.of(of(open("301")), of(allocate("301", OFFICE, "1.00")))).get();
        registration.close();
        accepted(submit(of(open("302"))));

        assertThat(seen).containsExactly(Command.DefineClassifications.class, Command.OpenBudget.class, Command.Allocate.class);
        assertThat(facts().getFirst().envelope().postedBy()).isEqualTo("网关");
    }

    /** As if it had never been: its place in the log, its money and its key are the next one's. */
    @Test
    void what_an_interceptor_takes_back_after_it_was_decided_leaves_nothing() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        var registration = writer.registerHandlerInterceptor((unitOfWork, chain) -> {
            Object decided = chain.proceed();
            if ("nobody".equals(unitOfWork.getMessage().getMetaData().get(Submission.POSTED_BY))) {
                throw new IllegalStateException("not by " + decided);
            }
            return decided;
        });
        Command transfer = transfer("301", OFFICE, TRAVEL, "60.00");
        List<CompletableFuture<?>> told = new ArrayList<>();
        inOneGroup(() -> {
            told.add(writer.submit(keyed(allocate("301", TRAVEL, "1.00"), "before")));
            told.add(writer.submit(new Submission(transfer, "nobody", "k", null)));
            told.add(writer.submitAll(List.of(keyed(transfer, "k"), of(transfer))));
            told.add(writer.submit(keyed(transfer, "k")));
        });

        assertThat(told.get(1)).failsWithin(Duration.ofSeconds(60)).withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(refused(((Outcomes.Refused) told.get(2).get()).refused())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        Receipt receipt = accepted((Outcome) told.get(3).get());
        assertThat(receipt.position()).isEqualTo(5);
        assertThat(receipt.streamSequence()).isEqualTo(3);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("40.00"));
        assertDense();
        registration.close();
    }

    @Test
    void a_command_of_another_kind_is_handled_in_the_group_and_the_ledgers_own_keep_their_handler() throws Exception {
        assertThatThrownBy(() -> gateway.send("hello").get()).hasCauseInstanceOf(NoHandlerForCommandException.class);

        writer.subscribe(String.class.getName(), message -> message.getPayload() + " world");

        assertThat(gateway.send("hello").get()).isEqualTo("hello world");
        assertThatThrownBy(() -> writer.subscribe(Command.OpenBudget.class.getName(), CommandMessage::getPayload))
                .isInstanceOf(DuplicateCommandHandlerSubscriptionException.class);
    }

    private Outcome dispatched(Command command, Map<String, Object> around) {
        FutureCallback<Command, Outcome> result = new FutureCallback<>();
        writer.dispatch(new GenericCommandMessage<>(command, around), result);
        return result.getResult().getPayload();
    }
}
