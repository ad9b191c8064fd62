package dev.budgetledger.ledger;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

/** Who may know whom inside the service. */
@AnalyzeClasses(packages = "dev.budgetledger", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule decisions_know_the_contract_and_no_framework = classes()
            .that().resideInAPackage("dev.budgetledger.ledger.budget..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    "java..", "org.pcollections..", "org.jspecify..", "dev.budgetledger.contract..",
                    "dev.budgetledger.ledger.budget..");

    @ArchTest
    static final ArchRule the_log_knows_jdbc_and_the_contract = classes()
            .that().resideInAPackage("dev.budgetledger.ledger.log..")
            .should().onlyDependOnClassesThat().resideInAnyPackage(
                    "java..", "javax.sql..", "org.jspecify..", "dev.budgetledger.contract..",
                    "dev.budgetledger.ledger.log..");

    @ArchTest
    static final ArchRule axon_stays_in_the_store = noClasses()
            .that().resideOutsideOfPackage("dev.budgetledger.ledger.store..")
            .should().dependOnClassesThat().resideInAPackage("org.axonframework..");

    @ArchTest
    static final ArchRule kafka_stays_in_the_outbox_and_in_the_commands_that_come_by_it = noClasses()
            .that().resideInAnyPackage("dev.budgetledger.ledger..")
            .and().resideOutsideOfPackages("dev.budgetledger.ledger.outbox..", "dev.budgetledger.ledger.commands.kafka..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule nothing_inside_knows_the_ways_in = noClasses()
            .that().resideInAnyPackage("dev.budgetledger.ledger.budget..", "dev.budgetledger.ledger.log..",
                    "dev.budgetledger.ledger.store..", "dev.budgetledger.ledger.outbox..")
            .should().dependOnClassesThat().resideInAPackage("dev.budgetledger.ledger.commands..");

    @ArchTest
    static final ArchRule the_services_meet_only_in_kafka_and_the_contract = noClasses()
            .that().resideInAPackage("dev.budgetledger.ledger..")
            .should().dependOnClassesThat().resideInAPackage("dev.budgetledger.projection..");

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
