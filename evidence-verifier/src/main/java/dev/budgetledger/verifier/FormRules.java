package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What must hold between the parts of a table, each of which is right by itself: above all that no total counts money twice. */
final class FormRules {

    private static final int COLUMNS_MAX = 60;
    private static final int ROWS_MAX = 1000;
    private static final int CELLS_MAX = 5000;

    private FormRules() {}

    /** A row or a column: what it counts, or of which others it is the sum. */
    private record Counting(String id, Selector of, @Nullable List<String> sum, boolean prior) {}

    static void requireUnique(List<String> ids) {
        Fault.require(new HashSet<>(ids).size() == ids.size(), "编号重复", "two have the same id");
    }

    static void check(TableForm form) {
        List<String> columns = new ArrayList<>();
        int rows = 0;
        int cells = 0;
        for (TableForm.Panel panel : form.panels()) {
            panel.columns().forEach(column -> columns.add(column.id()));
            int own = rows(panel).mapToInt(row -> row.codes() == null ? 1 : 1 + row.codes().labels().size()).sum();
            rows += own;
            cells += own * (int) panel.columns().stream().filter(column -> column.words() == null).count();
        }
        Fault.require(columns.size() <= COLUMNS_MAX && rows <= ROWS_MAX && cells <= CELLS_MAX,
                "表过大", "a table of more columns, rows or cells than one can have");
        requireUnique(columns);
        boolean oneRow = rows == 1 && form.panels().get(0).sections().get(0).get(0).codes() == null;
        for (TableForm.Panel panel : form.panels()) {
            Fault.require(oneRow || panel.columns().get(0).words() != null, "首栏不是文字", "a panel that does not begin with words");
            Fault.require(rows(panel).filter(row -> row.codes() != null).count() <= 1,
                    "两处按科目列示", "a panel with rows by code twice");
            counting(form, panel);
            panel.columns().forEach(column -> comparing(column, panel));
            rows(panel).filter(row -> row.codes() != null && row.codes().isListing()).forEach(row -> listing(row, panel));
        }
    }

    /** What is held against each other are two columns of money. */
    private static void comparing(TableForm.Column column, TableForm.Panel panel) {
        TableForm.Change change = column.change();
        if (change != null) {
            List<String> money = panel.columns().stream().filter(TableForm.Column::isMoney).map(TableForm.Column::id).toList();
            Fault.require(money.contains(change.from()) && money.contains(change.to()) && !change.from().equals(change.to()),
                    "增减所比有误: " + Fault.quoted(column.id()), "a change of what are no two columns of money");
        }
    }

    /** Codes of projects and units have no levels, and their rows begin as no other does, as do those under something. */
    private static void listing(TableForm.Row row, TableForm.Panel panel) {
        boolean levels = row.codes() != null && !row.codes().levels().isEmpty();
        Fault.require(levels || panel.columns().stream().allMatch(column -> column.level() == 0), "项目或单位代码不分级",
                "a level of codes that have none");
        Fault.require(rows(panel).noneMatch(other -> other.id().startsWith(row.id() + "/")), "行号与项目或单位的行号相混",
                "a row that begins as those of projects or units do");
    }

    private static Stream<TableForm.Row> rows(TableForm.Panel panel) {
        return panel.sections().stream().flatMap(List::stream);
    }

    private static void counting(TableForm form, TableForm.Panel panel) {
        List<Counting> rows = rows(panel)
                .map(row -> new Counting(row.id(), row.codes() == null ? row.of() : row.of().withCode(row.codes().by()), row.sum(), false))
                .toList();
        List<Counting> columns = panel.columns().stream()
                .filter(TableForm.Column::isMoney)
                .map(column -> new Counting(column.id(), column.of(), column.sum(), column.prior()))
                .toList();
        requireUnique(rows.stream().map(Counting::id).toList());
        sums(rows);
        sums(columns);
        Fault.require(form.of().saysSides() || say(columns) || say(rows), "未指明收支口径", "cells of which no sides are said");
    }

    private static boolean say(List<Counting> all) {
        return all.stream().allMatch(each -> each.sum() != null || each.of().saysSides());
    }

    /** Sums are of what there is, of no sums, and of nothing that counts the same money. */
    private static void sums(List<Counting> all) {
        Map<String, Integer> numbers = new HashMap<>();
        all.forEach(each -> numbers.put(each.id(), numbers.size()));
        BitSet compared = new BitSet(); // many sums may have the same parts
        for (Counting each : all) {
            List<Integer> parts = new ArrayList<>();
            for (String id : each.sum() == null ? List.<String>of() : each.sum()) {
                Integer part = numbers.get(id);
                if (part == null || all.get(part).sum() != null) {
                    throw new Fault("sum 指向有误: " + Fault.quoted(id), "a sum of what is not there, or is a sum");
                }
                Fault.require(parts.isEmpty() || all.get(parts.get(0)).prior() == all.get(part).prior(),
                        "合计跨年度: " + Fault.quoted(each.id()), "a sum of two years");
                for (int other : parts) {
                    int pair = Math.max(part, other) * all.size() + Math.min(part, other);
                    Fault.require(compared.get(pair) || !all.get(part).of().overlaps(all.get(other).of()),
                            "合计重复计数: " + Fault.quoted(each.id()), "a sum that counts money twice");
                    compared.set(pair);
                }
                parts.add(part);
            }
        }
    }
}
