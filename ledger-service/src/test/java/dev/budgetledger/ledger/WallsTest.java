package dev.budgetledger.ledger;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.store.Submission;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

    /** A way from a request to a submission that nobody has asked on would be a way in for everybody. */
    @ArchTest
    static final ArchRule only_posters_make_submissions = noClasses()
            .that().resideInAPackage("dev.budgetledger.ledger.commands..")
            .and().doNotHaveFullyQualifiedName("dev.budgetledger.ledger.commands.Posters") // with a principal, or it throws
            .should().callConstructor(Submission.class, Command.class, String.class, String.class, Long.class)
            .orShould().callConstructor(Submission.class, Command.class, String.class, String.class, Long.class, SentBy.class,
                    Fact.AuthorityRefused.Door.class);

    /** What nobody signed is believed in one place, which knows whether that is let. */
    @ArchTest
    static final ArchRule only_records_are_believed = noClasses()
            .that().doNotHaveFullyQualifiedName("dev.budgetledger.ledger.commands.kafka.RecordPosters")
            .should().callMethod(Posters.class, "asItSays");

    private static DescribedPredicate<JavaCodeUnit> callAny(String type, String... methods) {
        return DescribedPredicate.describe("call " + type + " " + List.of(methods), unit -> unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(type) && List.of(methods).contains(call.getName())));
    }
}
