package dev.budgetledger.ledger.store;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;

/** A command whose idempotency key was answered before, in the log or in this group, gets that answer, and is not decided. */
final class IdempotencyInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        return handle(unitOfWork.getMessage(), unitOfWork, chain);
    }

    /** @param unitOfWork that of the command, or of several */
    static Object handle(CommandMessage<?> message, UnitOfWork<?> unitOfWork, InterceptorChain chain) throws Exception {
        KeyedRequest request = Submission.request(message);
        if (request == null) {
            return chain.proceed();
        }
        GroupAnswers answers = LogTransaction.of(unitOfWork).answers();
        IdempotencyTable.FirstAnswer first = answers.to(request);
        if (first != null) {
            return first.isOf(request.content()) ? first.outcome() : keyReused(request.key());
        }
        Outcome outcome = (Outcome) chain.proceed();
        if (isKept(outcome)) {
            answers.add(request, outcome, unitOfWork);
        }
        return outcome;
    }

    /**
     * {@code If-Match} is not part of the content: with another one the same request may be carried out. Nor may who has a key that is no
     * longer valid use up the idempotency keys of others.
     */
    private static boolean isKept(Outcome outcome) {
        return !(outcome instanceof Outcome.Refused(Refusal refusal, _)) || switch (refusal.code().nature()) {
            case PRECONDITION, SENDER -> false;
            case CONFLICT, CONTENT -> true;
        };
    }

    private static Outcome.Refused keyReused(String key) {
        return new Outcome.Refused(new Refusal(RefusalCode.IDEMPOTENCY_KEY_REUSED, HttpHeaderNames.IDEMPOTENCY_KEY,
                "key " + PlainText.quoted(key) + " was used before with other content"), false);
    }
}
