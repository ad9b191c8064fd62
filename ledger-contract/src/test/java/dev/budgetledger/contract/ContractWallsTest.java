package dev.budgetledger.contract;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "dev.budgetledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ContractWallsTest {

    @ArchTest
    static final ArchRule the_contract_needs_the_jdk_and_jackson_only = ArchRuleDefinition.classes()
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.fasterxml.jackson.annotation..", "tools.jackson..", "org.jspecify..",
                    "dev.budgetledger.contract..");
}
