package dev.budgetledger.projection.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.openapi.AnswerSchemas;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

/** The one way each kind of parameter is written. */
public final class ParameterValues {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern OFFSET_PLUS = Pattern.compile(" ([0-9]{2}:[0-9]{2})$");
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern AMOUNT = Pattern.compile("^-?[0-9]{1,15}(\\.[0-9]{1,6})?$");
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    private static final String FISCAL_YEAR = "a fiscal year such as 2023";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final Map<Class<?>, Form> FORMS = Map.ofEntries(
            Map.entry(LocalDate.class, new Form("a date such as 2023-12-31", ParameterValues::date, text("date"))),
            Map.entry(Instant.class, new Form("an RFC 3339 instant such as 2023-12-31T16:00:00Z", ParameterValues::instant, text("date-time"))),
            Map.entry(Long.class, new Form(
                    "a position of the log, a whole number", ParameterValues::position, number("int64", 0, 999_999_999_999_999_999L))),
            Map.entry(Integer.class, new Form("a whole number", ParameterValues::number, number("int32", 0, 999_999_999))),
            Map.entry(EntryPlace.class, new Form(
                    "the place of an entry such as 17-3", EntryPlace::of, text(null).put("pattern", "^[0-9]{1,18}-[0-9]{1,9}$"))),
            Map.entry(BigDecimal.class, new Form("an amount such as 1234.56", ParameterValues::amount, text(null).put("pattern", AMOUNT.pattern()))),
            Map.entry(String.class, new Form("text", Optional::of, text(null))),
            Map.entry(Year.class, new Form(FISCAL_YEAR, ParameterValues::year, number("int32", 1949, 9999))),
            Map.entry(UnitName.class, new Form(
                    "the code of a unit, 1 to 24 letters or digits", ParameterValues::unitName, text(null).put("pattern", "^[A-Za-z0-9]{1,24}$"))),
            Map.entry(Unit.class, new Form("万元 (WAN_YUAN) or 元 (YUAN)", ParameterValues::unit,
                    names(Stream.of(Unit.values()).flatMap(unit -> Stream.of(unit.name(), unit.chinese()))))));

    /** @param schema how it is described; also what is not in it may be read, such as names in capitals */
    private record Form(String description, Function<String, Optional<? extends Object>> parser, ObjectNode schema) {

        /** Of an enum that has no form of its own: its constants, in lower case as they are described. */
        static Form ofConstants(Class<?> type) {
            if (!(type.getEnumConstants() instanceof Enum<?>[] constants)) {
                throw new IllegalArgumentException("no parameter is a " + type);
            }
            List<String> names = Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
            String last = names.getLast();
            String before = String.join(", ", names.subList(0, names.size() - 1));
            return new Form(
                    before.isEmpty() ? last : before + " or " + last, text -> constant(text, constants), names(names.stream()));
        }

        static Form of(Class<?> type) {
            Form known = FORMS.get(type);
            return known == null ? ofConstants(type) : known;
        }
    }

    private ParameterValues() {}

    /**
     * The value of a type that a text is.
     *
     * @throws ProblemException if it is none
     */
    public static Object parse(String field, String text, Class<?> type) {
        Form form = Form.of(type);
        return form.parser().apply(text).orElseThrow(() -> notA(field, form.description(), text));
    }

    /** The schema of the values of a type. */
    static ObjectNode schema(Class<?> type) {
        return Form.of(type).schema().deepCopy();
    }

    private static ObjectNode text(@Nullable String format) {
        ObjectNode schema = AnswerSchemas.json().put("type", "string");
        return format == null ? schema : schema.put("format", format);
    }

    private static ObjectNode number(String format, long least, long most) {
        return AnswerSchemas.json().put("type", "integer").put("format", format).put("minimum", least).put("maximum", most);
    }

    private static ObjectNode names(Stream<String> names) {
        ObjectNode schema = text(null);
        names.forEach(schema.withArray("enum")::add);
        return schema;
    }

    /**
     * The budget that an address names.
     *
     * @throws ProblemException if the department or the year is malformed
     */
    public static BudgetId budget(String department, String year) {
        department("department", department);
        return new BudgetId(department, fiscalYear(year));
    }

    /**
     * Makes sure that a text is the code of a department.
     *
     * @throws ProblemException if it is malformed
     */
    public static void department(String field, String code) {
        if (!BudgetId.isDepartment(code)) {
            throw notA(field, "1–12 letters or digits", code);
        }
    }

    /**
     * The fiscal year that an address names.
     *
     * @throws ProblemException if it is none
     */
    public static int fiscalYear(String year) {
        return year(year).orElseThrow(() -> notA("year", FISCAL_YEAR, year)).getValue();
    }

    /**
     * A number within bounds.
     *
     * @throws ProblemException if it is not one, or lies outside
     */
    public static int number(String field, String text, int least, int most) {
        return number(text)
                .filter(number -> number >= least && number <= most)
                .orElseThrow(() -> notA(field, "a number from " + least + " to " + most, text));
    }

    /** A position of the log in a path. */
    public static long position(String field, String text) {
        return position(text).filter(position -> position > 0).orElseThrow(() -> notA(field, "a position of the log, a whole number", text));
    }

    private static ProblemException notA(String field, String description, String text) {
        return ProblemException.invalid(field, "not " + description + ": " + PlainText.quoted(text));
    }

    private static Optional<LocalDate> date(String text) {
        return attempt(DATE, text, LocalDate::parse);
    }

    private static Optional<Instant> instant(String text) {
        // In a query + is a space, and nobody writes %2B: where the sign of an offset stands a space is nothing else.
        return attempt(INSTANT, OFFSET_PLUS.matcher(text).replaceFirst("+$1"), Instant::parse);
    }

    private static Optional<Long> position(String text) {
        return attempt(POSITION, text, Long::valueOf);
    }

    private static Optional<Year> year(String text) {
        return attempt(YEAR, text, Year::parse).filter(year -> BudgetId.isFiscalYear(year.getValue()));
    }

    private static Optional<BigDecimal> amount(String text) {
        return attempt(AMOUNT, text, BigDecimal::new);
    }

    private static Optional<Integer> number(String text) {
        return attempt(NUMBER, text, Integer::valueOf);
    }

    private static Optional<UnitName> unitName(String text) {
        return unit(text)
                .map(measure -> new UnitName(null, measure))
                .or(() -> BudgetUnit.isCode(text) ? Optional.of(new UnitName(text, null)) : Optional.empty());
    }

    private static Optional<Unit> unit(String text) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.chinese().equals(text))
                .findFirst()
                .or(() -> constant(text, Unit.values()));
    }

    private static <T> Optional<T> attempt(Pattern pattern, String text, Function<String, T> parser) {
        if (!pattern.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<?>> Optional<E> constant(String text, E[] constants) {
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(constants).filter(constant -> constant.name().equals(name)).findFirst();
    }
}
