package dev.budgetledger.verifier;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

@AnalyzeClasses(packages = "dev.budgetledger.verifier", importOptions = ImportOption.DoNotIncludeTests.class)
class VerifierWallsTest {

    @ArchTest
    static final ArchRule the_verifier_needs_the_jdk_and_the_tree_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "dev.budgetledger.contract.merkle", "dev.budgetledger.verifier");
}
