package dev.budgetledger.projection.desk;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandBody.LineNames;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;

/**
 * 有误的栏目: what the ledger finds fault with, as its form calls it.
 *
 * @param id of the field or group of fields on the page, empty if the form has nothing like it
 * @param called by the words of the labels that lead to it, as far as the form has them; what is no part of it as the ledger writes it
 */
record FaultField(String id, Wording called) {

    private static final String FIELD = "Field";
    private static final Pattern PART = Pattern.compile("([A-Za-z]+)(?:\\[(\\d{1,4})])?(?:[.]|$)");

    /**
     * Where a fault is said.
     *
     * @param path as the ledger writes it: {@code lines[0].economic}
     */
    static FaultField of(Class<?> body, String path) {
        Place place = new Place(body, "", Wording.plain(""));
        Matcher part = PART.matcher(path);
        int at = 0;
        while (at < path.length() && part.find(at) && part.start() == at) {
            Place next = place.part(part.group(1), part.group(2));
            if (next == null) {
                break;
            }
            place = next;
            at = part.end();
        }
        return new FaultField(place.chosen(), joined(place.called(), Wording.plain(path.substring(at))));
    }

    /** A sentence of the ledger that may name the field, with what it is called instead. */
    static String inWords(String sentence, String path, Wording called) {
        return path.isEmpty() ? sentence
                : Pattern.compile("(?<![\\w.])" + Pattern.quote(path) + "(?![\\w.\\[])").matcher(sentence).replaceAll(Matcher.quoteReplacement(called.brief()));
    }

    private static Wording joined(Wording before, Wording after) {
        String between = before.chinese().isEmpty() || after.chinese().isEmpty() ? "" : " · ";
        String english = after.english().isEmpty() ? after.chinese() : after.english();
        return new Wording(before.chinese() + between + after.chinese(), before.english() + between + english);
    }

    /** A record of the body, or a field, null, that is none. */
    private record Place(@Nullable Class<?> type, String id, Wording called) {

        /** @param row its number from zero, null where no list is meant */
        @Nullable Place part(String name, @Nullable String row) {
            RecordComponent field = type == null ? null
                    : Arrays.stream(type.getRecordComponents()).filter(each -> each.getName().equals(name)).findAny().orElse(null);
            String within = id.isEmpty() ? "" : id + ".";
            if (field == null) {
                boolean isChoice = name.equals(DeskValues.CHOSEN) && type != null && LineNames.class.isAssignableFrom(type);
                return isChoice ? new Place(null, within + name, joined(called, Vocabulary.of(FIELD, name))) : null;
            }
            Wording word = Vocabulary.of(FIELD, name);
            Class<?> element = DeskForm.element(field);
            if (element != null) {
                int number = row == null ? 0 : Integer.parseInt(row);
                Wording numbered = row == null ? word : new Wording(word.chinese() + " " + (number + 1), word.english() + " " + (number + 1));
                return new Place(element, within + name + "[" + number + "]", joined(called, numbered));
            }
            return new Place(field.getType().isRecord() ? field.getType() : null, within + name, joined(called, word));
        }

        /** Of a line as a whole, the field in which it is chosen. */
        String chosen() {
            return type != null && LineNames.class.isAssignableFrom(type) ? id + "." + DeskValues.CHOSEN : id;
        }
    }
}
