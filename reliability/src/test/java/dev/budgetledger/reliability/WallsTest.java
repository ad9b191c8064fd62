package dev.budgetledger.reliability;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "dev.budgetledger.reliability", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule the_checker_needs_the_jdk_and_a_json_reader_only = classes()
            .that().resideInAPackage("dev.budgetledger.reliability.check")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "tools.jackson..", "dev.budgetledger.reliability.check");

    @ArchTest
    static final ArchRule nothing_here_runs_a_service_within_this_jvm = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.budgetledger.ledger..", "dev.budgetledger.projection..",
                    "dev.budgetledger.standalone..");
}
