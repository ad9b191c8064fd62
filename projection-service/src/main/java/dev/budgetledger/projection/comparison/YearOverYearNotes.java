package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.comparison.YearOverYear.Figure;
import dev.budgetledger.projection.comparison.YearOverYear.Part;

/** 注: says why figures of a comparison are not known. */
final class YearOverYearNotes {

    private YearOverYearNotes() {}

    /**
     * What is to be said below a comparison.
     *
     * @param before absent if the budget of the year before was not open
     * @param main total, basic, project and 三公
     */
    static List<String> of(
            PublishedYear year,
            @Nullable PublishedYear before,
            List<Figure> main,
            List<Part<Fund>> funds,
            List<Part<String>> classes,
            List<Part<String>> items) {
        List<String> notes = new ArrayList<>();
        if (before == null) {
            notes.add("注:" + (year.budget().fiscalYear() - 1) + "年部门预算未开立,无上年数可比。");
        } else if (before.isWithoutUnit()) {
            notes.add("注:" + before.budget().fiscalYear() + "年部门预算无单位" + before.ofUnit() + ",无上年数可比。");
        } else {
            unpublished(before, Figure::prior, main, classes, notes);
        }
        if (year.budget().comparative()) {
            unpublished(year, Figure::current, main, classes, notes);
        }
        if (Stream.of(main.stream(), figures(funds), figures(classes), figures(items)).flatMap(each -> each).anyMatch(Figure::isNew)) {
            notes.add("注:上年数为零的,不计算增减百分比。");
        }
        return notes;
    }

    private static <T> Stream<Figure> figures(List<Part<T>> parts) {
        return parts.stream().map(Part::figure);
    }

    /** One of the two years of a figure. */
    private interface OfYear {
        @Nullable String of(Figure figure);
    }

    private static void unpublished(
            PublishedYear of, OfYear printed, List<Figure> main, List<Part<String>> classes, List<String> notes) {
        String budget = "注:" + of.budget().fiscalYear() + "年部门预算";
        if (of.budget().comparative()) {
            notes.add(budget + "仅公布合计。");
        }
        if (of.ofUnit() != null && !of.hasUnits()) {
            notes.add(budget + "未全部区分单位,单位" + of.ofUnit() + "无数可比。");
            return;
        }
        if (!of.unpublished().isEmpty()) {
            notes.add(budget + "未公布"
                    + of.unpublished().stream().map(Fund::chinese).collect(Collectors.joining("、"))
                    + ",该项及含该项的合计无数可比。");
        } else if (main.subList(1, 3).stream().anyMatch(each -> printed.of(each) == null)) {
            notes.add(budget + "未全部公布基本支出、项目支出。");
        }
        if (of.unpublished().isEmpty() && figures(classes).anyMatch(each -> printed.of(each) == null)) {
            notes.add(budget + "未全部公布支出功能分类。");
        }
        if (printed.of(main.get(3)) == null) {
            notes.add("注:" + of.budget().fiscalYear() + "年“三公”经费未公布。");
        }
    }
}
