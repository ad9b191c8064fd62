package dev.budgetledger.ledger;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

/** What no service does. Who may know whom stands in docs/architecture.md, and is executed with it. */
@AnalyzeClasses(packages = "dev.budgetledger", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    /** A client that does not read would hold it for as long as it likes. */
    @ArchTest
    static final ArchRule no_connection_is_held_while_bytes_go_to_a_client = noCodeUnits()
            .that(callAny("javax.sql.DataSource", "getConnection"))
            .should(ArchCondition.from(callAny("java.io.OutputStream", "write", "flush")))
            .orShould(ArchCondition.from(callAny("jakarta.servlet.ServletResponse", "getOutputStream", "getWriter")))
            .orShould(ArchCondition.from(callAny("jakarta.servlet.ServletRequest", "getInputStream", "getReader")));

    private static DescribedPredicate<JavaCodeUnit> callAny(String type, String... methods) {
        return DescribedPredicate.describe("call " + type + " " + List.of(methods), unit -> unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(type) && List.of(methods).contains(call.getName())));
    }
}
