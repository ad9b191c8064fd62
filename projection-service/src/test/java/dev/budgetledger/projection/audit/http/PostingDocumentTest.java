package dev.budgetledger.projection.audit.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;

import static org.assertj.core.api.Assertions.assertThat;

/** 溯源: whose hands the money of a cell went through. */
class PostingDocumentTest {

    @Test
    void a_posting_says_who_proposed_and_who_approved_it() {
        PostingDocument posting = posted(new Approval("301-2023-2", "预算处 李", List.of("预算处 张", "预算处 王")));

        assertThat(posting.proposal()).isEqualTo("301-2023-2");
        assertThat(posting.proposedBy()).isEqualTo("预算处 李");
        assertThat(posting.approvedBy()).containsExactly("预算处 张", "预算处 王");
        assertThat(posting.postedBy()).isEqualTo("预算处 王");
    }

    @Test
    void one_that_was_posted_by_one_alone_says_nothing_of_it() {
        PostingDocument posting = posted(null);

        assertThat(posting.proposal()).isNull();
        assertThat(posting.proposedBy()).isNull();
        assertThat(posting.approvedBy()).isNull();
    }

    private static PostingDocument posted(@Nullable Approval approval) {
        Line line = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, "30201", null);
        Money amount = Money.ofYuan("1.00");
        Posting posting = new Posting("301-2023-3", "追加1号", null, LocalDate.of(2023, 6, 30), "追加",
                List.of(new Entry.OfLine(line, amount), new Entry.OfSource(Fund.GENERAL_PUBLIC, amount.negated())), approval);
        return PostingDocument.of(new Envelope(7, Instant.parse("2023-06-30T01:02:03.040506Z"), "301-2023", 3, "预算处 王",
                new Fact.BudgetAdjusted(posting)).bytes());
    }
}
