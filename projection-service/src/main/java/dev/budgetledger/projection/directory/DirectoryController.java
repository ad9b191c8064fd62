package dev.budgetledger.projection.directory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Query;

/** 部门和年度: which budgets there are, for people. */
@RestController
@Hidden
class DirectoryController {

    private static final int BUDGETS_PER_PAGE_MAX = 50;

    /** What counts by when is not asked: a budget is opened on no effective date. */
    private static final int ANY_YEAR = 2000;

    private static final Pattern FROM = Pattern.compile("([A-Za-z0-9]{1,12})(?:-([0-9]{4}))?");

    /** @param from the department code, or the budget, from which on they are listed */
    record DirectoryQuery(@Nullable String from) implements Query {}

    private final BudgetReader reader;
    private final BudgetDirectory directory;
    private final Templates templates;

    DirectoryController(BudgetReader reader, BudgetDirectory directory, Templates templates) {
        this.reader = reader;
        this.directory = directory;
        this.templates = templates;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(DirectoryQuery query) {
        String from = query.from() == null ? "0" : query.from();
        Matcher parts = FROM.matcher(from);
        if (!parts.matches()) {
            throw ProblemException.invalid(
                    "from", "not a department code, or a budget such as 301-2023: " + PlainText.quoted(from));
        }
        AsOf now = reader.resolve(ANY_YEAR, AsOfQuestion.NOW);
        int year = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        List<BudgetDirectory.Opened> budgets =
                directory.budgets(parts.group(1), year, now.position(), BUDGETS_PER_PAGE_MAX + 1);
        BudgetId next = budgets.size() > BUDGETS_PER_PAGE_MAX ? budgets.getLast().id() : null;
        List<BudgetDirectory.Opened> shown = budgets.subList(0, Math.min(budgets.size(), BUDGETS_PER_PAGE_MAX));
        return new DirectoryPage(shown, query.from(), next, AsOfDocument.of(now), templates).html().answer();
    }
}
