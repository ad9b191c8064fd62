package dev.budgetledger.projection.web;

import java.util.List;

import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.Role;

import static dev.budgetledger.edge.access.AccessTable.ask;
import static dev.budgetledger.edge.access.AccessTable.get;
import static dev.budgetledger.edge.access.AccessTable.open;
import static dev.budgetledger.edge.access.AccessTable.post;

/** Who may use which address of the projection service. */
final class ProjectionAccess {

    private static final String ACKNOWLEDGEMENTS = "/v1/intake/acknowledgements";

    /** Who may read what is proposed, where everybody reads tables too: what was not decided is not published. */
    static final Role[] OF_PROPOSALS = {Role.OFFICER, Role.CHECKER, Role.AUDITOR};

    static final AccessTable TABLE = new AccessTable(List.of(
            post("/v1/disclosures/{department}/{year}/publications", Role.PUBLISHER),
            get("/v1/disclosures/{department}/{year}/proposals/**", OF_PROPOSALS),
            get("/v1/proposals", OF_PROPOSALS),
            get("/v1/disclosures/{department}/{year}/**", Role.values()),
            get("/v1/departments", Role.values()),
            get("/v1/departments/{department}", Role.values()),
            get("/v1/years/{year}/totals", Role.values()),
            get("/v1/classifications/{year}", Role.values()),
            get("/v1/log", Role.values()),
            get("/v1/status", Role.values()),
            get("/v1/forms", Role.values()),
            get("/v1/forms/{form}", Role.values()),
            get("/v1/catalogue/{year}", Role.values()),
            ask("/v1/checks", Role.values()),
            post("/v1/replays", Role.OPERATOR),
            get("/v1/replays/**", Role.OPERATOR, Role.AUDITOR),
            post(ACKNOWLEDGEMENTS, Role.OPERATOR),
            get(ACKNOWLEDGEMENTS, Role.OPERATOR, Role.AUDITOR),
            // These pages ask by themselves, so that who has to log in is led there; what they post the ledger decides.
            open("/login"), open("/login/callback"), open("/logout"), open("/desk/**")));

    private ProjectionAccess() {}
}
