package dev.budgetledger.projection.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * 时点: as of which dates something is shown, to be changed and asked again by the address.
 *
 * @param address that is asked
 * @param choices beside the dates
 * @param kept what else is asked, as it is
 */
public record PointBar(String address, List<Point> points, List<Choice> choices, Map<String, String> kept) {

    private static final String DAY = "EffectiveOn";
    private static final String POSITION = "Position";

    /**
     * A point in both times.
     *
     * @param prefix of the names of its parameters: {@code from}, {@code to}, or none
     * @param chinese what it is called, empty if there is one
     */
    public record Point(String prefix, String chinese, String english, AsOfDocument asOf) {

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

        public void write(Markup out) {
            out.raw("<label>").text(chinese).raw(" <span lang=\"en\">").text(english).raw("</span> <select name=\"").text(name).raw("\">");
            options.forEach(each -> out.raw("<option value=\"").text(each.value()).raw("\"")
                    .raw(each.value().equals(chosen) ? " selected=\"selected\"" : "").raw(">").text(each.text()).raw("</option>"));
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
            out.raw("<label>").text(chinese).raw(" <span lang=\"en\">").text(english).raw("</span> <input type=\"" + type + "\" name=\"")
                    .text(name).raw("\" value=\"").text(value).raw("\"/></label>\n");
        }
    }

    /** What may be chosen, and what it is called. */
    public record Option(String value, String text) {

        /** A constant, as addresses write it and as people call it. */
        public static Option of(Enum<?> value) {
            Wording called = Vocabulary.of(value);
            return new Option(value.name().toLowerCase(Locale.ROOT), called.chinese() + " " + called.english());
        }
    }

    /** Of one point. */
    public static PointBar of(String address, AsOfDocument asOf, List<Choice> choices, Map<String, String> kept) {
        return new PointBar(address, List.of(new Point("", "", "", asOf)), choices, kept);
    }

    /** Writes the form, and a link to what is known now. */
    public void write(Markup out) {
        out.raw("<form class=\"point-bar\" method=\"get\" action=\"").text(address).raw("\">\n");
        points.forEach(each -> point(out, each));
        choices.forEach(each -> each.write(out));
        kept.forEach((name, value) ->
                out.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(value).raw("\"/>\n"));
        out.raw("<button>查看 <span lang=\"en\">Show</span></button>\n");
        if (points.size() == 1) {
            out.raw("<a href=\"").text(address).raw("\">最新 <span lang=\"en\">Now</span></a>\n");
        }
        out.raw("</form>\n");
    }

    private static void point(Markup out, Point point) {
        field(out, point, "业务日期", "effective on", "type=\"date\" name=\"" + point.named(DAY) + "\"", point.asOf().effectiveOn().toString());
        field(out, point, "已知到账本位置", "known at position", "type=\"number\" min=\"1\" name=\"" + point.named(POSITION) + "\"",
                Long.toString(point.asOf().position()));
    }

    private static void field(Markup out, Point point, String chinese, String english, String input, String value) {
        out.raw("<label>").text(point.chinese() + chinese).raw(" <span lang=\"en\">").text((point.english() + " " + english).strip())
                .raw("</span> <input required=\"required\" " + input + " value=\"").text(value).raw("\"/></label>\n");
    }
}
