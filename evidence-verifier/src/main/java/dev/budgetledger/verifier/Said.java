package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * 陈述: what a fact says of the budget beside the amounts, as far as a rule asks for it.
 *
 * @param ofUnit the code of the unit that says it; null: the department does
 * @param part the field that says it: {@code performance} …
 * @param key the project that it is of, or the slot of a form; blank if of the budget
 * @param named of performance and attainment, the indicators; of a profile, the units
 * @param fen of procurement, what it costs
 */
record Said(LocalDate effectiveOn, @Nullable String ofUnit, String part, String key, List<String> named, long fen) {

    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?");
    private static final Pattern CATALOGUE_CODE = Pattern.compile("[ABC][0-9]{2,10}");
    private static final List<String> OPERATORS = List.of("AT_LEAST", "AT_MOST", "MORE_THAN", "LESS_THAN", "EQUAL");
    private static final int PARAGRAPH_MAX = 4000;
    private static final int ITEMS_MAX = Known.CLASSIFICATIONS_MAX;

    /** @throws Fault if it is not written as it must be, or does not add up */
    static Said of(LoggedFact fact) {
        Json.Members made = fact.fact().only("documentNo", "effectiveOn", "key?", "ofUnit?", "reason", "statement");
        SourceDocument.require(made);
        String key = made.textIfAny("key", Known.NAME_MAX);
        Json.Members statement = made.object("statement");
        Fault.require(statement.members().size() == 1, "陈述应恰有一部分", "a statement is about one part");
        String part = statement.members().keySet().iterator().next();
        Json.Members said = statement.object(part);
        List<String> named = new ArrayList<>();
        long fen = 0;
        switch (part) {
            case "profile" -> named = profile(said.only("duties", "institutions"));
            case "performance" -> named = performance(said.only("goals", "indicators", "measures", "sections"));
            case "attainment" -> named = attainment(said.only("results"));
            case "procurement" -> fen = procurement(said.only("purchases"));
            case "assets" -> assets(said.only("asAt", "rows", "total"));
            case "explanation" -> explanation(said.only("form", "paragraphs", "postings"));
            default -> throw new Fault("未知陈述 " + Fault.quoted(part), "a statement about an unknown part");
        }
        boolean ofAKey = part.equals("procurement") || part.equals("explanation");
        boolean ofNone = part.equals("profile") || part.equals("assets");
        Fault.require(key == null ? !ofAKey : !ofNone, "陈述的键有误", "a statement has a key that it must not have, or none");
        return new Said(made.date("effectiveOn"), made.textIfAny("ofUnit", Known.UNIT), part, Objects.requireNonNullElse(key, ""), named, fen);
    }

    boolean is(String other) {
        return part.equals(other);
    }

    private static List<String> profile(Json.Members said) {
        paragraphs(said, "duties");
        List<String> units = new ArrayList<>();
        for (Json.Members each : said.objects("institutions", ITEMS_MAX)) {
            each.only("funding?", "name", "nature?", "rank?", "unit?").text("name", Known.NAME_MAX);
            List.of("funding", "nature", "rank").forEach(name -> each.textIfAny(name, Known.NAME_MAX));
            String unit = each.textIfAny("unit", Known.UNIT);
            if (unit != null) {
                units.add(unit);
            }
        }
        return units;
    }

    private static List<String> performance(Json.Members said) {
        paragraphs(said, "goals");
        paragraphs(said, "measures");
        for (Json.Members each : said.objects("sections", ITEMS_MAX)) {
            each.only("goal", "indicator", "title").text("title", Known.NAME_MAX);
            each.text("goal", PARAGRAPH_MAX);
            each.text("indicator", PARAGRAPH_MAX);
        }
        List<String> names = new ArrayList<>();
        for (Json.Members each : said.objects("indicators", ITEMS_MAX)) {
            each.only("basis?", "description?", "first", "measure?", "operator?", "second", "third", "value");
            List.of("basis", "description", "measure").forEach(name -> each.textIfAny(name, Known.NAME_MAX));
            each.text("value", Known.NAME_MAX);
            if (each.has("operator")) {
                each.oneOf("operator", OPERATORS);
            }
            names.add(name(each));
        }
        return once(names);
    }

    private static List<String> attainment(Json.Members said) {
        List<String> names = new ArrayList<>();
        for (Json.Members each : said.objects("results", 1, ITEMS_MAX)) {
            each.only("evidence?", "first", "measure?", "score?", "second", "third", "value").text("value", Known.NAME_MAX);
            List.of("evidence", "measure").forEach(name -> each.textIfAny(name, Known.NAME_MAX));
            each.textIfAny("score", DECIMAL);
            names.add(name(each));
        }
        return once(names);
    }

    /** What distinguishes an indicator in its statement. */
    static String name(Json.Members indicator) {
        return indicator.text("first", Known.NAME_MAX) + "\n" + indicator.text("second", Known.NAME_MAX) + "\n"
                + indicator.text("third", Known.NAME_MAX);
    }

    private static List<String> once(List<String> names) {
        Fault.require(new HashSet<>(names).size() == names.size(), "绩效指标重复", "an indicator is there twice");
        return names;
    }

    private static long procurement(Json.Members said) {
        long all = 0;
        for (Json.Members each : said.objects("purchases", 1, ITEMS_MAX)) {
            each.only("catalogueCode", "funding", "item", "measure", "price", "quantity", "smallFirms?");
            each.text("item", Known.NAME_MAX);
            each.text("measure", Known.NAME_MAX);
            each.text("catalogueCode", CATALOGUE_CODE);
            long funding = 0;
            for (Json.Members of : each.objects("funding", 1, ITEMS_MAX)) {
                of.only("amount", "fund", "origin").oneOf("fund", Line.FUNDS);
                of.oneOf("origin", Line.ORIGINS);
                funding = Math.addExact(funding, notNegative(of, "amount"));
            }
            BigDecimal cost = new BigDecimal(each.text("quantity", DECIMAL)).multiply(BigDecimal.valueOf(notNegative(each, "price")));
            Fault.require(cost.setScale(0, RoundingMode.HALF_UP).compareTo(BigDecimal.valueOf(funding)) == 0,
                    "采购数量乘单价与资金来源不符", "quantity and price do not come to the funding");
            Fault.require(!each.has("smallFirms") || notNegative(each, "smallFirms") <= funding,
                    "中小微企业份额超过采购额", "more for small firms than is bought");
            all = Math.addExact(all, funding);
        }
        return all;
    }

    private static void assets(Json.Members said) {
        said.date("asAt");
        long rows = 0;
        for (Json.Members each : said.objects("rows", 1, ITEMS_MAX)) {
            each.only("category", "quantity?", "value").text("category", Known.NAME_MAX);
            each.textIfAny("quantity", DECIMAL);
            rows = Math.addExact(rows, notNegative(each, "value"));
        }
        Fault.require(rows == notNegative(said, "total"), "资产总额与各项不符", "the rows of assets do not add up to their total");
    }

    private static void explanation(Json.Members said) {
        said.text("form", Form.ID);
        Fault.require(!said.texts("paragraphs").isEmpty(), "说明为空", "an explanation says nothing");
        paragraphs(said, "paragraphs");
        Fault.require(said.texts("postings").size() <= 20, "所引记账过多", "an explanation cites too much");
    }

    private static void paragraphs(Json.Members said, String field) {
        for (String each : said.texts(field)) {
            Fault.require(each.codePointCount(0, each.length()) <= PARAGRAPH_MAX, "段落过长", "a paragraph is too long");
        }
    }

    private static long notNegative(Json.Members of, String field) {
        long fen = Yuan.fen(of.text(field));
        Fault.require(fen >= 0, "字段 " + field + " 为负", "field " + field + " is below zero");
        return fen;
    }

    /** The unit that it is of, or one of a profile, that a budget does not have, if there is one. */
    @Nullable String unitNotOf(Chart chart) {
        return Stream.concat(Stream.ofNullable(ofUnit), is("profile") ? named.stream() : Stream.empty())
                .filter(unit -> !chart.hasUnit(unit)).findFirst().orElse(null);
    }

    /** What indicators are set of: a project or none, of the department or of a unit. */
    List<String> of() {
        return List.of(Objects.requireNonNullElse(ofUnit, ""), key);
    }

    /** Whether a line is of the unit that says it; of the department each is. */
    boolean counts(Line line) {
        return ofUnit == null || ofUnit.equals(line.unit());
    }
}
