package dev.budgetledger.ledger.commands;

import java.util.List;

import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.Role;

import static dev.budgetledger.edge.access.AccessTable.ask;
import static dev.budgetledger.edge.access.AccessTable.get;
import static dev.budgetledger.edge.access.AccessTable.post;

/** Who may use which address of the ledger service. On which budgets one may post say {@link Grants}. */
final class LedgerAccess {

    static final AccessTable TABLE = new AccessTable(List.of(
            post("/v1/budgets/{department}/{year}/publications", Role.PUBLISHER),
            post("/v1/budgets/{department}/{year}/approvals", Role.CHECKER),
            post("/v1/budgets/{department}/{year}/rejections", Role.CHECKER),
            post("/v1/rules", Role.CHECKER),
            post("/v1/budgets/{department}/{year}/{operation}", Role.OFFICER),
            post("/v1/budgets", Role.OFFICER),
            post("/v1/classifications/{year}", Role.OFFICER),
            post("/v1/forms", Role.OFFICER),
            post("/v1/client-keys", Role.OFFICER, Role.PUBLISHER),
            post("/v1/client-keys/revocations", Role.OFFICER, Role.PUBLISHER),
            post(WebConfiguration.POSTINGS, Role.OFFICER, Role.CHECKER, Role.PUBLISHER),
            get("/v1/postings/template.xlsx", Role.OFFICER, Role.PUBLISHER),
            get("/v1/budgets/{department}/{year}", Role.OFFICER, Role.CHECKER, Role.PUBLISHER, Role.AUDITOR),
            get("/v1/budgets/{department}/{year}/proposals/open", Role.OFFICER, Role.CHECKER, Role.AUDITOR),
            get("/v1/facts", Role.values()),
            ask("/v1/log/verifications", Role.AUDITOR, Role.OPERATOR),
            get("/v1/log/**", Role.values())));

    private LedgerAccess() {}
}
