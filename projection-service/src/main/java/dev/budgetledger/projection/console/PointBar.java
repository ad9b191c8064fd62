package dev.budgetledger.projection.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * 时点: as of which dates something is shown, to be changed and asked again by the address.
 *
 * @param address that is asked
 * @param fields beside the dates
 * @param choices beside them
 * @param kept what else is asked, as it is
 */
public record PointBar(String address, List<Point> points, List<Filled> fields, List<Choice> choices, Map<String, String> kept) {

    private static final String DAY = "EffectiveOn";
    private static final String POSITION = "Position";

    /** One where nothing is written but the dates. */
    public PointBar(String address, List<Point> points, List<Choice> choices, Map<String, String> kept) {
        this(address, points, List.of(), choices, kept);
    }

    /**
     * A point in both times.
     *
     * @param prefix of the names of its parameters: {@code from}, {@code to}, or none
     * @param chinese what it is called, empty if there is one
     * @param stops where the budget becomes another
     */
    public record Point(String prefix, String chinese, String english, AsOfDocument asOf, PointStops stops) {

        public Point(String prefix, String chinese, String english, AsOfDocument asOf) {
            this(prefix, chinese, english, asOf, PointStops.NONE);
        }

        private String named(String name) {
            return prefix.isEmpty() ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : prefix + name;
        }
    }

    /**
     * One of several.
     *
     * @param name of the parameter
     * @param chosen the value of one of the options
     */
    public record Choice(String name, String chinese, String english, List<Option> options, String chosen) {

        /** One of constants, or none of them. */
        public static Choice ofAny(String name, String chinese, String english, Enum<?>[] constants, Map<String, String> asked) {
            return new Choice(name, chinese, english,
                    Stream.concat(Stream.of(new Option("", new Wording("不限", "any"))), Stream.of(constants).map(Option::of)).toList(),
                    asked.getOrDefault(name, ""));
        }

        public void write(Markup out) {
            out.raw("<label>");
            called(chinese, english).write(out);
            out.raw(" <select name=\"").text(name).raw("\">");
            options.forEach(each -> out.raw("<option value=\"").text(each.value()).raw("\"")
                    .raw(each.value().equals(chosen) ? " selected=\"selected\"" : "").raw(">").text(each.called().text()).raw("</option>"));
            out.raw("</select></label>\n");
        }
    }

    /**
     * What may be written.
     *
     * @param name of the parameter
     * @param type of the input
     */
    public record Field(String name, String chinese, String english, String type) {

        public void write(Markup out, String value) {
            out.raw("<label>");
            called(chinese, english).write(out);
            out.raw(" <input type=\"" + type + "\" name=\"")
                    .text(name).raw("\" value=\"").text(value).raw("\"/></label>\n");
        }
    }

    /** A field, and what is written in it. */
    public record Filled(Field field, String value) {}

    /** What may be chosen, and what it is called. */
    public record Option(String value, Wording called) {

        /** A constant, as addresses write it and as people call it. */
        public static Option of(Enum<?> value) {
            return new Option(value.name().toLowerCase(Locale.ROOT), Vocabulary.of(value));
        }
    }

    /** Of one point. */
    public static PointBar of(String address, AsOfDocument asOf, List<Choice> choices, Map<String, String> kept) {
        return of(address, asOf, PointStops.NONE, choices, kept);
    }

    /** The same with sliders. */
    public static PointBar of(String address, AsOfDocument asOf, PointStops stops, List<Choice> choices, Map<String, String> kept) {
        return new PointBar(address, List.of(new Point("", "", "", asOf, stops)), choices, kept);
    }

    /** The same with fields, each filled with what was asked by its name. */
    public PointBar with(List<Field> more, Map<String, String> asked) {
        return new PointBar(address, points, more.stream().map(each -> new Filled(each, asked.getOrDefault(each.name(), ""))).toList(), choices, kept);
    }

    /** Writes the form, and a link to what is known now. */
    public void write(Markup out) {
        out.raw("<form class=\"point-bar\" method=\"get\" action=\"").text(address).raw("\"");
        if (points.stream().anyMatch(each -> !each.stops().areNone())) {
            out.raw(" data-changed=\"").text(new Wording("{n} 格有变动。", "{n} cells changed.").text())
                    .raw("\" data-same=\"").text(new Wording("各格没有变动。", "No cell changed.").text()).raw("\"");
        }
        out.raw(">\n");
        points.forEach(each -> point(out, each));
        fields.forEach(each -> each.field().write(out, each.value()));
        choices.forEach(each -> each.write(out));
        kept.forEach((name, value) ->
                out.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(value).raw("\"/>\n"));
        button(out, new Wording("查看", "Show"));
        if (points.size() == 1) {
            link(out, address, new Wording("最新", "Now"));
        }
        out.raw("</form>\n");
    }

    /** Beside the Chinese it is read on, alone it begins. */
    private static Wording called(String chinese, String english) {
        return new Wording(chinese, english, english.substring(0, 1).toUpperCase(Locale.ROOT) + english.substring(1));
    }

    /** What sends a form. */
    public static void button(Markup out, Wording said) {
        out.raw("<button>");
        said.write(out);
        out.raw("</button>\n");
    }

    /** What leads elsewhere instead. */
    public static void link(Markup out, String address, Wording said) {
        out.raw("<a href=\"").text(address).raw("\">");
        said.write(out);
        out.raw("</a>\n");
    }

    private static void point(Markup out, Point point) {
        field(out, point, "业务日期", "effective on", "type=\"date\" name=\"" + point.named(DAY) + "\"", point.asOf().effectiveOn().toString());
        if (!point.stops().areNone()) {
            Slider.ofDays(point.named(DAY), point.stops(), point.asOf().effectiveOn()).write(out);
        }
        field(out, point, "已知到账本位置", "known at position", "type=\"number\" min=\"1\" name=\"" + point.named(POSITION) + "\"",
                Long.toString(point.asOf().position()));
        if (!point.stops().areNone()) {
            Slider.ofRecorded(point.named(POSITION), point.stops(), new PointStops.Recorded(point.asOf().position(), point.asOf().recordedAsOf())).write(out);
        }
    }

    private static void field(Markup out, Point point, String chinese, String english, String input, String value) {
        out.raw("<label>");
        called(point.chinese() + chinese, (point.english() + " " + english).strip()).write(out);
        out.raw(" <input required=\"required\" " + input + " value=\"").text(value).raw("\"/></label>\n");
    }
}
