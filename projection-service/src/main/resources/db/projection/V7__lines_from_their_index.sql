-- What is behind a line's summaries is read from the index alone: its entries lie side by side there, and a log apart in the
-- table, which cost a page for each of them.
drop index entries_by_line;
create index entries_by_line on entries (line, position, ordinal)
    include (effective_on, operation, reversal, frozen, amount) where line is not null;
