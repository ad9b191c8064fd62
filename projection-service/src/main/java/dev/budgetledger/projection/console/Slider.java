package dev.budgetledger.projection.console;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.projection.document.pages.Markup;

/**
 * 滑块: beside a field of the point bar, its stops; shown by the module that keeps both in step, and by nothing else.
 *
 * @param field that says the same
 * @param stops in order, the shown one among them
 * @param shown number of the shown stop, from 0
 */
record Slider(String field, Wording called, List<Stop> stops, int shown) {

    /**
     * Where it stops.
     *
     * @param value of the field
     * @param said of it
     */
    record Stop(String value, String said) {}

    /** One of days. */
    static Slider ofDays(String field, PointStops stops, LocalDate shown) {
        List<Stop> all = Stream.concat(stops.days().stream(), Stream.of(shown)).distinct().sorted().map(day -> new Stop(day.toString(), day.toString())).toList();
        return of(field, new Wording("业务日期：有变动的各日", "Effective on: days with a change"), all, shown.toString());
    }

    /** One of what became known. */
    static Slider ofRecorded(String field, PointStops stops, PointStops.Recorded shown) {
        List<PointStops.Recorded> others = stops.recorded().stream().filter(each -> each.position() != shown.position()).toList();
        List<Stop> all = Stream.concat(others.stream(), Stream.of(shown)).sorted(Comparator.comparingLong(PointStops.Recorded::position))
                .map(each -> new Stop(Long.toString(each.position()), RecordedTime.of(each.at()) + " UTC, " + each.position())).toList();
        return of(field, new Wording("记账时间：有变动的各时", "Recorded: times with a change"), all, Long.toString(shown.position()));
    }

    private static Slider of(String field, Wording called, List<Stop> stops, String shown) {
        return new Slider(field, called, stops, stops.stream().map(Stop::value).toList().indexOf(shown));
    }

    void write(Markup out) {
        if (stops.size() < 2) {
            return;
        }
        out.raw("<input type=\"range\" hidden=\"hidden\" min=\"0\" step=\"1\" max=\"" + (stops.size() - 1) + "\" value=\"" + shown + "\" data-of=\"" + field
                + "\" list=\"stops-" + field + "\" aria-label=\"").text(called.text()).raw("\" aria-valuetext=\"").text(stops.get(shown).said()).raw("\"/>");
        out.raw("<datalist id=\"stops-" + field + "\">");
        for (int i = 0; i < stops.size(); i++) {
            out.raw("<option value=\"" + i + "\" data-value=\"").text(stops.get(i).value()).raw("\" label=\"").text(stops.get(i).said()).raw("\"></option>");
        }
        out.raw("</datalist>\n");
    }
}
