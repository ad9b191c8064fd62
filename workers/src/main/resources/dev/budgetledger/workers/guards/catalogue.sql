-- What guards the rows of the schema that is seen first: the relation that it is of, what it is called, what any PostgreSQL says of it alike, and
-- what this one prints. What may differ between two databases that are equal is left out: oids, the order of columns, names of NOT NULL
-- constraints, owners, rights, storage, indexes that are not unique.
with seen as (
    select n.oid as schema from pg_namespace n where n.nspname = current_schema()
),
relations as (
    select c.oid, c.relname::text as relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity from pg_class c, seen
    where c.relnamespace = schema and c.relkind in ('r', 'p', 'f', 'v', 'm') and c.relname <> 'flyway_schema_history'
),
-- Functions and operators that are not PostgreSQL's own: one may be called as one of PostgreSQL's is.
used as (
    select d.classid, d.objid, string_agg(i.identity, ', ' order by i.identity collate "C") as by
    from pg_depend d cross join lateral pg_identify_object(d.refclassid, d.refobjid, 0) i
    where d.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass)
        and d.classid in ('pg_constraint'::regclass, 'pg_rewrite'::regclass, 'pg_attrdef'::regclass, 'pg_class'::regclass)
        and i.schema <> 'pg_catalog'
    group by d.classid, d.objid
),
guards as (
    select ''::text as relation, 'setting session_replication_role'::text as name, array[current_setting('session_replication_role')] as state, null as printed
    from seen

    union all
    select relname, relname, array[
            case relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'materialized view' when 'p' then 'partitioned table' else 'foreign table' end,
            case relpersistence when 'u' then 'unlogged' when 't' then 'temporary' end,
            case when relrowsecurity then 'row security' end,
            case when relforcerowsecurity then 'row security of the owner too' end,
            (select 'inherited by ' || string_agg(inhrelid::regclass::text, ', ' order by inhrelid::regclass::text collate "C")
                from pg_inherits where inhparent = r.oid),
            (select 'inherits ' || string_agg(inhparent::regclass::text, ', ' order by inhparent::regclass::text collate "C")
                from pg_inherits where inhrelid = r.oid),
            (select case when ev_enabled not in ('O', 'A') then 'off' end from pg_rewrite where ev_class = r.oid and rulename = '_RETURN'),
            (select 'uses ' || by from used join pg_rewrite w on w.oid = objid where classid = 'pg_rewrite'::regclass and ev_class = r.oid and rulename = '_RETURN')],
        case when relkind in ('v', 'm') then pg_get_viewdef(oid, true) end
    from relations r

    union all
    select relname, 'column ' || attname::text, array[
            format_type(atttypid, atttypmod),
            case when attnotnull then 'not null' end,
            case attidentity when 'a' then 'identity' when 'd' then 'identity by default' end,
            case attgenerated when 's' then 'generated' when 'v' then 'generated when it is read' else case when atthasdef then 'default' end end,
            (select 'collate ' || collname::text from pg_collation c where c.oid = attcollation and c.collname <> 'default'),
            (select 'uses ' || by from used where classid = 'pg_attrdef'::regclass and objid = d.oid)],
        pg_get_expr(adbin, adrelid, true)
    from relations r join pg_attribute a on attrelid = r.oid and attnum > 0 and not attisdropped
        left join pg_attrdef d on adrelid = attrelid and adnum = attnum

    union all
    select relname, 'constraint ' || conname::text, array[
            case contype when 'c' then 'check' when 'f' then 'foreign key' when 'p' then 'primary key' when 'u' then 'unique' when 'x' then 'exclusion'
                when 't' then 'trigger' else 'not null' end,
            case when not convalidated then 'not validated' end,
            case when condeferrable then 'deferrable' end,
            case when exists (select from pg_trigger where tgconstraint = k.oid and tgenabled not in ('O', 'A')) then 'off' end,
            case when exists (select from pg_index where indexrelid = conindid and conrelid = indrelid and not (indisvalid and indisready and indislive))
                then 'its index is not valid' end,
            (select 'uses ' || by from used where classid = 'pg_constraint'::regclass and objid = k.oid)],
        pg_get_constraintdef(k.oid, true)
    from relations r join pg_constraint k on conrelid = r.oid and (contype <> 'n' or not convalidated)

    union all
    select r.relname, 'unique index ' || i.relname::text, array[
            case when indisvalid and indisready and indislive then 'valid' else 'not valid' end,
            case when not indimmediate then 'deferred' end,
            (select 'uses ' || by from used where classid = 'pg_class'::regclass and objid = indexrelid)],
        pg_get_indexdef(i.oid, 0, true)
    from relations r join pg_index on indrelid = r.oid and (indisunique or indisexclusion) join pg_class i on i.oid = indexrelid
    where not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)

    union all
    select relname, 'trigger ' || tgname::text, array[case tgenabled when 'D' then 'off' when 'R' then 'on in replicas only' else 'on' end],
        pg_get_triggerdef(t.oid, true)
    from relations r join pg_trigger t on tgrelid = r.oid and not tgisinternal

    union all
    select relname, 'rule ' || rulename::text, array[case ev_enabled when 'D' then 'off' when 'R' then 'on in replicas only' else 'on' end],
        pg_get_ruledef(w.oid, true)
    from relations r join pg_rewrite w on ev_class = r.oid and rulename <> '_RETURN'

    union all
    select '', 'function ' || proname::text || '(' || pg_get_function_identity_arguments(p.oid) || ')', array[
            lanname::text, 'returns ' || format_type(prorettype, null), case when prosecdef then 'security definer' end,
            case provolatile when 'i' then 'immutable' when 's' then 'stable' end, array_to_string(proconfig, ', '), prosrc],
        null
    from pg_proc p join seen on pronamespace = schema join pg_language l on l.oid = prolang
)
-- What is long is cut, with what distinguishes it.
select relation, name,
    case when length(says) > 4000 then left(says, 4000) || ' … ' || md5(says) else says end,
    case when length(printed) > 4000 then left(printed, 4000) || ' … ' || md5(printed) else coalesce(printed, '') end
from guards, array_to_string(state, ', ') as says
order by relation collate "C", name collate "C", says collate "C", printed collate "C"
limit 10000
