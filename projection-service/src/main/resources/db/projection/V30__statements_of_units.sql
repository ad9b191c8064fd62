-- 陈述 of a unit: what was said before is of the department, as ever. Of a part, key and unit one counts as of two dates. ADR 101.
alter table statements add column of_unit text not null default ''; -- blank: of the department

alter table statements drop constraint statements_pkey;
alter table statements add primary key (stream, part, key, of_unit, effective_on, position);
