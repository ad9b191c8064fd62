package dev.budgetledger.projection.desk;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandBody;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;

/**
 * A command as a form: its fields are those of its body in the contract, by the same names.
 *
 * @param collection the last part of its address, here as at the ledger
 * @param operation what is proposed where another must approve; null of what is never proposed
 */
record DeskForm(String collection, Class<? extends Record> body, Wording title, @Nullable PostingType operation) {

    static final List<DeskForm> ALL = Stream.concat(
            Arrays.stream(PostingType.values()).map(each -> new DeskForm(each.collection(), each.body(), Vocabulary.of(each), each)),
            Stream.of(new DeskForm("approvals", CommandBody.ApprovalBody.class, new Wording("复核通过", "Approve"), null),
                    new DeskForm("rejections", CommandBody.ProposalEndBody.class, new Wording("退回", "Reject"), null),
                    new DeskForm("withdrawals", CommandBody.ProposalEndBody.class, new Wording("撤回", "Withdraw"), null))).toList();

    static Optional<DeskForm> named(String collection) {
        return ALL.stream().filter(each -> each.collection.equals(collection)).findAny();
    }

    /** The field that an address may give: of which posting or proposal it is. */
    String subject() {
        return operation == PostingType.REVERSE ? "postingId" : "proposal";
    }

    /** Whether it is of one posting or proposal, so that it begins where that is shown. */
    boolean hasSubject() {
        return Arrays.stream(body.getRecordComponents()).anyMatch(each -> each.getName().equals(subject()));
    }

    /** The record that a list is of, null if a field is no list. */
    static @Nullable Class<?> element(RecordComponent field) {
        return field.getGenericType() instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> of ? of : null;
    }
}
