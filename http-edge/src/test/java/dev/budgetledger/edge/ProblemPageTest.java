package dev.budgetledger.edge;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemPageTest {

    private final String page = String.valueOf(new ProblemPage().page().getBody());

    @Test
    void the_type_of_a_problem_leads_to_its_heading() {
        assertThat(Arrays.stream(ProblemCode.values()).filter(code -> !page.contains(" id=\"" + code + "\">" + code + "</h")))
                .isEmpty();
        assertThat(Problem.of(503, "LEDGER_BUSY", "", "").type()).isEqualTo("/problems#LEDGER_BUSY");
    }

    @Test
    void no_link_of_the_page_leads_nowhere() {
        assertThat(page).contains("<table>").doesNotContain("href=\"../").doesNotContain(".md");
    }
}
