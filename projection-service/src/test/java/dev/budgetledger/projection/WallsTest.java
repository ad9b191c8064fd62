package dev.budgetledger.projection;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Who may know whom on the read side. */
@AnalyzeClasses(packages = "dev.budgetledger.projection", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule the_two_services_meet_in_kafka_and_in_the_contract_only =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.budgetledger.ledger..");

    @ArchTest
    static final ArchRule the_rules_of_as_of_know_no_framework = classes()
            .that()
            .resideInAPackage("dev.budgetledger.projection.entries")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.budgetledger.contract..",
                    "dev.budgetledger.projection.entries");

    @ArchTest
    static final ArchRule the_rules_of_admission_know_no_framework = noClasses()
            .that()
            .haveNameMatching(".*\\.intake\\.(Admission|AdmittedBatch|PriorState|IncomingRecord.*|RecordPosition|Halt|Bytes|EntryRow)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache..", "java.sql..");

    @ArchTest
    static final ArchRule only_the_intake_knows_kafka = noClasses()
            .that()
            .resideOutsideOfPackage("dev.budgetledger.projection.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule the_entries_know_nobody_who_uses_them = noClasses()
            .that()
            .resideInAPackage("dev.budgetledger.projection.entries..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.budgetledger.projection.intake..",
                    "dev.budgetledger.projection.disclosure..",
                    "dev.budgetledger.projection.audit..",
                    "dev.budgetledger.projection.comparison..",
                    "dev.budgetledger.projection.publication..",
                    "dev.budgetledger.projection.checks..",
                    "dev.budgetledger.projection.evidence..",
                    "dev.budgetledger.projection.replay..");

    @ArchTest
    static final ArchRule what_is_published_does_not_know_what_changed_since = noClasses()
            .that()
            .resideInAnyPackage("dev.budgetledger.projection.publication..", "dev.budgetledger.projection.disclosure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.budgetledger.projection.comparison..", "dev.budgetledger.projection.checks..");

    @ArchTest
    static final ArchRule nobody_needs_the_intake_but_who_rebuilds = noClasses()
            .that()
            .resideOutsideOfPackages("dev.budgetledger.projection.intake..", "dev.budgetledger.projection.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.budgetledger.projection.intake..");

    @ArchTest
    static final ArchRule which_generation_is_served_is_nobody_elses_matter = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.budgetledger.projection.generations..",
                    "dev.budgetledger.projection.entries.jdbc..",
                    "dev.budgetledger.projection.intake..",
                    "dev.budgetledger.projection.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.budgetledger.projection.generations..");

    @ArchTest
    static final ArchRule generations_do_not_know_what_is_in_them = noClasses()
            .that()
            .resideInAPackage("dev.budgetledger.projection.generations..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.budgetledger.projection.intake..",
                    "dev.budgetledger.projection.entries..",
                    "dev.budgetledger.projection.disclosure..",
                    "dev.budgetledger.projection.replay..");

    @ArchTest
    static final ArchRule nobody_needs_the_replay = noClasses()
            .that()
            .resideOutsideOfPackage("dev.budgetledger.projection.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.budgetledger.projection.replay..");
}
