package dev.budgetledger.projection.entries.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.AdoptedForms.Adopted;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Which form counts at a position is what going through the whole log says. */
class JdbcAdoptedFormsTest {

    private static final List<String> PLACES = List.of("130100", "310107");

    @Test
    void at_any_position_a_form_is_the_last_that_was_adopted_by_then() {
        Random random = new Random(17);
        SampleLog log = new SampleLog();
        for (int i = 0; i < 60; i++) {
            log.tick().adopt(form(random, i));
        }
        AdoptedForms forms = new JdbcAdoptedForms(new StoredLog(3).facts(log.facts()).jdbc());
        int prescribed = 0;
        for (long position = 0; position <= log.lastPosition(); position++) {
            Map<String, Adopted> known = known(log.facts(), position);
            for (String id : List.of("a", "B", "b", "c-2", "nobodys")) {
                assertThat(forms.of(id, position)).isEqualTo(Optional.ofNullable(known.get(id)));
            }
            assertThat(pages(forms, position)).containsExactlyElementsOf(known.values());
            for (String place : PLACES) {
                for (int year = 2022; year <= 2027; year++) {
                    Optional<Adopted> should = last(known, place, year);
                    assertThat(forms.prescribed(place, Form.Level.UNIT, year, position)).isEqualTo(should);
                    prescribed += should.isPresent() ? 1 : 0;
                }
            }
            assertThat(forms.prescribed("110000", Form.Level.UNIT, 2025, position)).isEmpty();
        }
        assertThat(prescribed).isBetween(200, 700);
    }

    private static Form form(Random random, int number) {
        int from = 2022 + random.nextInt(4);
        int through = from + random.nextInt(3);
        String id = List.of("a", "B", "b", "c-2").get(random.nextInt(4));
        return FormReader.read("""
                {"id":"%s","name":"第%d版","jurisdiction":"%s","level":"%s","of":"%s","fiscalYears":{"from":%d%s},
                 "tables":[{"id":"t","title":"表","measure":"YUAN","format":{"places":0},"of":{"sides":["EXPENDITURE"]},
                 "panels":[{"columns":[{"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],
                 "sections":[[{"label":"合计"}]]}]}]}""".formatted(
                id, number, PLACES.get(id.length() % 2), id.equals("a") ? "DEPARTMENT" : "UNIT",
                id.equals("B") ? "FINAL_ACCOUNTS" : "BUDGET", from, random.nextBoolean() ? "" : ",\"through\":" + through)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Adopted> known(List<Envelope> facts, long position) {
        Map<String, Adopted> known = new TreeMap<>();
        for (Envelope fact : facts.subList(0, (int) position)) {
            Form form = ((Fact.FormAdopted) fact.fact()).form();
            known.put(form.id(), new Adopted(form, fact.position()));
        }
        return known;
    }

    private static Optional<Adopted> last(Map<String, Adopted> known, String place, int year) {
        return known.values().stream()
                .filter(each -> each.form().jurisdiction().equals(place) && each.form().level() == Form.Level.UNIT
                        && each.form().of() == Form.Of.BUDGET && each.form().fiscalYears().include(year))
                .max(Comparator.comparingLong(Adopted::position));
    }

    private static List<Adopted> pages(AdoptedForms forms, long position) {
        List<Adopted> all = new ArrayList<>();
        @Nullable String after = "";
        while (after != null) {
            List<Adopted> page = forms.all(after, position, 2);
            all.addAll(page);
            after = page.isEmpty() ? null : page.getLast().form().id();
        }
        return all;
    }
}
