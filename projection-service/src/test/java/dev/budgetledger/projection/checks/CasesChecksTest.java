package dev.budgetledger.projection.checks;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 勾稽 of tables that other places published, in their own forms. */
class CasesChecksTest {

    @ParameterizedTest
    @EnumSource
    void show(PrintedCase each) {
        List<Result> results = each.check(each.all());
        System.out.println("#### " + each);
        for (Result r : results) {
            System.out.println(r.verdict() + " " + r.check().id() + " | " + r.check().formula() + " | " + r.comparisons().size() + " | " + r.reason());
            r.findings().stream().limit(6).forEach(f -> System.out.println("      " + f.verdict() + " " + f.left().sum() + f.relation() + f.right().sum() + " b=" + f.bound() + " " + f.left().terms() + " :: " + f.right().terms() + f.why()));
        }
        long t = System.nanoTime();
        for (int i = 0; i < 20; i++) Checks.of(FormPlan.of(each.form(), 2025, UnitNature.of(each.nature())), List.of());
        System.out.println("gen ms " + (System.nanoTime() - t) / 20e6);
    }
}
