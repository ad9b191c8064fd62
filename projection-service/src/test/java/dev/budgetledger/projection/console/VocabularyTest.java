package dev.budgetledger.projection.console;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.comparison.ChangeGroups;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.replay.ReplayDocument;
import dev.budgetledger.projection.web.ProposedParameters.WithProposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VocabularyTest {

    static Stream<Enum<?>> constants() {
        return Stream.<Enum<?>[]>of(Fund.values(), Kind.values(), Origin.values(), PostingType.values(), Operation.values(), Cause.values(), Basis.values(), Amounts.values(),
                        Statement.Part.values(), ProposalState.values(), Lateness.values(), ChangeGroups.By.values(), ReplayDocument.State.values(), WithProposals.values(), BudgetUnit.Nature.values(), Classification.Type.values())
                .flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("constants")
    void whatever_pages_say_of_a_budget_is_called_something_in_both_languages(Enum<?> constant) {
        Wording called = Vocabulary.of(constant);

        assertThat(called.chinese()).matches("[\\p{IsHan}]+");
        assertThat(called.english()).matches("[A-Z][A-Za-z -]+");
    }

    @Test
    void funds_and_kinds_are_called_in_chinese_as_tables_call_them_and_nowhere_else() {
        assertThat(Vocabulary.of(Fund.GENERAL_PUBLIC)).isEqualTo(new Wording("一般公共预算", "General public budget"));
        assertThat(Vocabulary.WORDS).allSatisfy((code, word) ->
                assertThat(word.chinese().isEmpty()).as(code).isEqualTo(code.startsWith("Fund.") || code.startsWith("Kind.")));
        assertThat(Vocabulary.WORDS.values()).noneMatch(word -> word.english().isEmpty());
    }

    @Test
    void every_fact_has_a_word() {
        assertThat(permitted(Fact.class)).hasSizeGreaterThan(20)
                .allSatisfy(fact -> assertThat(Vocabulary.of(Vocabulary.FACT_TYPE, fact.getSimpleName()).english()).isNotEmpty());
    }

    @Test
    void every_field_of_a_statement_has_a_word() {
        assertThat(permitted(Statement.Content.class).flatMap(VocabularyTest::fields).distinct()).isNotEmpty()
                .allSatisfy(field -> assertThat(Vocabulary.of("Field", field).english()).isNotEmpty());
    }

    private static Stream<Class<?>> permitted(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses()).flatMap(each -> each.isSealed() ? permitted(each) : Stream.of(each));
    }

    /** Of a record, and of the records that its lists are of. */
    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(each -> Stream.concat(Stream.of(each.getName()), inside(each)));
    }

    private static Stream<String> inside(RecordComponent component) {
        return Arrays.stream(Statement.class.getDeclaredClasses())
                .filter(each -> each.isRecord() && component.getGenericType().getTypeName().contains(each.getName()))
                .flatMap(VocabularyTest::fields);
    }

    @Test
    void what_is_not_in_the_list_is_a_fault() {
        assertThatThrownBy(() -> Vocabulary.of("Cause", "WEATHER")).hasMessage("no word for Cause.WEATHER");
    }
}
