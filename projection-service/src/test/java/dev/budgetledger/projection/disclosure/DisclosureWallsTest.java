package dev.budgetledger.projection.disclosure;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Tables are made by pure functions; HTTP, JSON and Spring stay outside. */
@AnalyzeClasses(packages = "dev.budgetledger.projection", importOptions = ImportOption.DoNotIncludeTests.class)
class DisclosureWallsTest {

    @ArchTest
    static final ArchRule table_makers_know_only_lines_and_forms = classes()
            .that()
            .resideInAPackage("..projection.disclosure.*..")
            .and()
            .resideOutsideOfPackage("..projection.disclosure.http")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.budgetledger.contract..",
                    "dev.budgetledger.projection.entries..",
                    "dev.budgetledger.projection.disclosure.table..");

    @ArchTest
    static final ArchRule making_tables_knows_no_framework = noClasses()
            .that()
            .haveSimpleName("Disclosure")
            .or()
            .haveSimpleName("Templates")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "tools.jackson..", "com.fasterxml..", "dev.budgetledger.projection.web..");

    @ArchTest
    static final ArchRule checking_knows_no_framework = noClasses()
            .that()
            .resideInAPackage("..projection.checks")
            .and()
            .haveSimpleNameNotEndingWith("Controller")
            .and()
            .haveSimpleNameNotEndingWith("Query")
            .and()
            .haveNameNotMatching(".*Document(\\$.*)?")
            .and()
            .haveNameNotMatching(".*\\.(ImportedTables|WholeZip|TableFile|TableHead|StatementsFile|CsvRows)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "tools.jackson..", "com.fasterxml..", "io.swagger..", "org.apache..",
                    "java.util.zip..");

    @ArchTest
    static final ArchRule packages_form_no_circle =
            slices().matching("dev.budgetledger.projection.(**)").should().beFreeOfCycles();
}
