-- A line of a comparative budget says what was published: its kind may not have been.
alter table lines alter column kind drop not null;
