package dev.budgetledger.testservers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the owner of a schema can do to what keeps its rows as they are: every trigger, function, constraint, unique index, view, table and column
 * that is there, switched off, taken away, replaced or passed by, one at a time.
 */
public final class GuardBreaks {

    private static final String ALL = """
            with relations as (
                select c.oid, relname, relkind in ('r', 'p') as is_table from pg_class c
                where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v') and relname <> 'flyway_schema_history'
            ),
            triggers as (
                select tgname, relname, 'trigger ' || tgname || ' of ' || relname as guard, tgfoid
                from pg_trigger join relations r on tgrelid = r.oid where not tgisinternal
            ),
            functions as (
                select oid::regprocedure as f, format('%I(%s) returns %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid)) as head, prosrc, 'function ' || proname || '(' || pg_get_function_identity_arguments(oid) || ')' as guard
                from pg_proc where pronamespace = current_schema()::regnamespace
            ),
            constraints as (
                select k.oid, conname, contype, relname, 'constraint ' || conname || ' of ' || relname as guard, pg_get_constraintdef(k.oid) as definition,
                    (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first_column
                from pg_constraint k join relations r on conrelid = r.oid where contype <> 'n'
            ),
            indexes as (
                select i.relname as index, 'unique index ' || i.relname || ' of ' || r.relname as guard, pg_get_indexdef(i.oid) as definition
                from pg_index join relations r on indrelid = r.oid join pg_class i on i.oid = indexrelid
                where indisunique and not exists (select from pg_constraint where conindid = indexrelid)
            ),
            columns as (
                select attname, relname, format_type(atttypid, atttypmod) as type, 'column ' || attname || ' of ' || relname as guard,
                    attnotnull and not exists (select from pg_constraint where conrelid = attrelid and contype = 'p' and attnum = any (conkey)) as may_be_null
                from pg_attribute join relations r on attrelid = r.oid
                where attnum > 0 and not attisdropped and is_table and attidentity = '' and attgenerated = ''
            )
            select guard, format('alter table %I disable trigger %I', relname, tgname) from triggers
            union all select guard, format('alter table %I enable replica trigger %I', relname, tgname) from triggers
            union all select guard, format('drop trigger %I on %I', tgname, relname) from triggers
            union all select guard, format('drop trigger %1$I on %2$I; create trigger %1$I before truncate on %2$I execute function %3$s',
                tgname, relname, tgfoid::regprocedure) from triggers
            union all select guard, format('create or replace function %s language plpgsql as $f$ begin return null; end $f$', head) from functions
            union all select guard, format('create or replace function %s language plpgsql as %L', head, prosrc || '--') from functions
            union all select guard, format('alter function %s security definer', f) from functions
            union all select guard, format('alter function %s set search_path to nowhere', f) from functions
            union all select guard, format('drop function %s cascade', f) from functions
            union all select guard, format('alter table %I drop constraint %I cascade', relname, conname) from constraints
            union all select guard, format('alter table %1$I drop constraint %2$I, add constraint %2$I check (true)', relname, conname)
                from constraints where contype = 'c'
            union all select guard, format('alter table %1$I drop constraint %2$I, add constraint %2$I %3$s not valid', relname, conname, definition)
                from constraints where contype in ('c', 'f')
            union all select guard, format('alter table %1$I drop constraint %2$I, add constraint %2$I %3$s not enforced', relname, conname, definition)
                from constraints where contype in ('c', 'f')
            union all select guard, format('alter table %1$I drop constraint %2$I cascade; create index %2$I on %1$I (%3$I)', relname, conname, first_column)
                from constraints where contype in ('p', 'u')
            union all select guard, format('drop index %I', index) from indexes
            union all select guard, format('drop index %I; %s', index, replace(definition, 'CREATE UNIQUE', 'CREATE')) from indexes
            union all select guard, format('alter table %I alter column %I set default (''1''::text)::%s', relname, attname, type) from columns
            union all select guard, format('alter table %I alter column %I drop not null', relname, attname) from columns where may_be_null
            union all select relname, format('create or replace view %I as select * from (%s) v where false', relname, rtrim(pg_get_viewdef(oid), ';'))
                from relations where not is_table
            union all select relname, format('drop view %I cascade', relname) from relations where not is_table
            union all select relname, format('drop view %1$I cascade; create table %1$I as %2$s', relname, pg_get_viewdef(oid))
                from relations where not is_table
            union all select relname, format('alter table %I enable row level security', relname) from relations where is_table
            union all select relname, format('alter table %I force row level security', relname) from relations where is_table
            union all select relname, format('create table heir () inherits (%I)', relname) from relations where is_table
            union all select relname, format('alter table %I set unlogged', relname) from relations r
                where is_table and not exists (select from pg_constraint where confrelid = r.oid)
            union all select 'rule aside of ' || relname, format('create rule aside as on insert to %I do instead nothing', relname) from relations
            union all select 'trigger helping of ' || relname, format('create function helping() returns trigger language plpgsql as $f$ begin return new; end $f$; '
                || 'create trigger helping %s insert on %I for each row execute function helping()', case when is_table then 'before' else 'instead of' end, relname)
                from relations
            union all select 'column more of ' || relname, format('alter table %I add column more int', relname) from relations where is_table
            union all select 'constraint nothing_more of ' || relname, format('alter table %I add constraint nothing_more check (false) not valid', relname)
                from relations where is_table
            union all select 'unique index only_one of ' || relname, format('create unique index only_one on %I ((true)) where false', relname)
                from relations where is_table
            order by 1, 2
            """;

    private GuardBreaks() {}

    /**
     * One of them.
     *
     * @param guard what it is done to, or adds: {@code trigger facts_are_append_only of facts}
     * @param statement for its owner
     */
    public record Break(String guard, String statement) {}

    /** All, of the schema that a connection sees first. */
    public static List<Break> all(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(ALL)) {
            List<Break> breaks = new ArrayList<>();
            while (rows.next()) {
                breaks.add(new Break(rows.getString(1), rows.getString(2)));
            }
            return breaks;
        }
    }
}
