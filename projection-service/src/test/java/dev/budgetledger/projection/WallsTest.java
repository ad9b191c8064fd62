package dev.budgetledger.projection;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Which rules of the read side know no framework. Who may know whom stands in docs/architecture.md, and is executed with it. */
@AnalyzeClasses(packages = "dev.budgetledger.projection", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

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

}
