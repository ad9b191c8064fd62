package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.BudgetDirectory;

/** Reads a page of departments, budgets or facts from their indexes: it costs its length, however many there are. */
public final class JdbcBudgetDirectory implements BudgetDirectory {

    /** One department after the other, whatever years it has. */
    static final String BY_CODE = """
            with recursive page (department, n) as (
                (select department collate "C", 1 from budgets
                    where department collate "C" > ? and department collate "C" >= ? and department collate "C" < ? and position <= ?
                    order by department collate "C" limit 1)
                union all
                select (select b.department collate "C" from budgets b
                    where b.department collate "C" > p.department and b.department collate "C" < ? and b.position <= ?
                    order by b.department collate "C" limit 1), n + 1
                from page p where p.department is not null and n < ?)""";

    /** Names are few if their beginning is; of all with a common beginning the codes are sorted. */
    static final String BY_NAME = """
            with page (department) as (
                select distinct department collate "C" from budgets
                where department_name collate "C" >= ? and department_name collate "C" < ? and department collate "C" > ? and position <= ?
                order by 1 limit ?)""";

    private static final String LISTED = """
             select b.department, b.fiscal_year, b.department_name, b.comparative, p.position, p.recorded_at, u.number, u.position, u.recorded_at
            from page join budgets b on b.department collate "C" = page.department and b.position <= ?
            left join lateral (select f.position, f.recorded_at from facts f where f.position = (
                select max(s.position) from postings s where s.stream = b.stream and s.position <= ?)) p on true
            left join lateral (select x.number, f.position, f.recorded_at from publications x join facts f on f.position = x.position
                where x.stream = b.stream and x.position <= ? order by x.number desc limit 1) u on true
            order by b.department collate "C", b.fiscal_year""";

    /** As many facts of other types are looked at for a page. */
    private static final int FACTS_PER_PAGE_MAX = 10_000;

    /** Nothing that is a code or a name comes after it. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final JdbcClient jdbc;

    public JdbcBudgetDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ListedDepartment> departments(Search search, String after, long position, int limit) {
        return switch (search) {
            case Search.All _ -> byCode("", after, position, limit);
            case Search.OfCode(String prefix) -> byCode(prefix, after, position, limit);
            case Search.OfName(String prefix) -> listed(BY_NAME, List.of(prefix, prefix + LAST, after, position, limit), position);
        };
    }

    private List<ListedDepartment> byCode(String prefix, String after, long position, int limit) {
        return listed(BY_CODE, List.of(after, prefix, prefix + LAST, position, prefix + LAST, position, limit), position);
    }

    @Override
    public Optional<ListedDepartment> department(String code, long position) {
        return listed("with page (department) as (select ? collate \"C\")", List.of(code), position).stream().findFirst();
    }

    private List<ListedDepartment> listed(String page, List<?> asked, long position) {
        List<Object> params = new ArrayList<>(asked);
        params.addAll(List.of(position, position, position));
        Map<String, List<ListedBudget>> budgets = new LinkedHashMap<>();
        jdbc.sql(page + LISTED).params(params).query(row -> {
            BudgetId id = new BudgetId(row.getString(1), row.getInt(2));
            At publication = at(row, 8);
            budgets.computeIfAbsent(id.department(), _ -> new ArrayList<>()).add(new ListedBudget(id, row.getString(3), row.getBoolean(4),
                    at(row, 5), publication == null ? null : row.getLong(7), publication));
        });
        return budgets.entrySet().stream().map(each -> new ListedDepartment(each.getKey(), each.getValue())).toList();
    }

    private static @Nullable At at(ResultSet row, int column) throws SQLException {
        OffsetDateTime recordedAt = row.getObject(column + 1, OffsetDateTime.class);
        return recordedAt == null ? null : new At(row.getLong(column), recordedAt.toInstant());
    }

    @Override
    public List<BudgetId> budgets(int fiscalYear, String after, long position, int limit) {
        return jdbc.sql("""
                        select department from budgets where fiscal_year = ? and department collate "C" > ? and position <= ?
                        order by department collate "C" limit ?""")
                .params(fiscalYear, after, position, limit)
                .query((row, _) -> new BudgetId(row.getString(1), fiscalYear))
                .list();
    }

    @Override
    public FactHeads facts(@Nullable String stream, @Nullable String type, long after, long through, int limit) {
        List<Object> params = new ArrayList<>(List.of(after, through));
        String of = "";
        if (stream != null) {
            of = " and stream = ? and sequence > coalesce((select f.sequence from facts f where f.position = ? and f.stream = ?), -1)";
            params.addAll(List.of(stream, after, stream));
        }
        params.add(type == null ? limit + 1 : FACTS_PER_PAGE_MAX);
        // Within a stream positions grow with sequences.
        String order = stream == null ? "position" : "sequence";
        List<FactHead> looked = jdbc.sql("select position, recorded_at, stream, sequence, type, posted_by from facts "
                        + "where position > ? and position <= ?" + of + " order by " + order + " limit ?")
                .params(params)
                .query((row, _) -> new FactHead(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3),
                        row.getLong(4), row.getString(5), row.getString(6)))
                .list();
        List<FactHead> found = type == null ? looked : looked.stream().filter(each -> each.type().equals(type)).toList();
        if (found.size() > limit) {
            return new FactHeads(found.subList(0, limit), found.get(limit - 1).position());
        }
        return new FactHeads(found, type != null && looked.size() == FACTS_PER_PAGE_MAX ? looked.getLast().position() : null);
    }
}
