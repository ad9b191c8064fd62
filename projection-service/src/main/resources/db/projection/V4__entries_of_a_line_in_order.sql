-- The entries of a line in the order of the log, page by page from any place, from the index alone.
create index entries_by_line_in_order on entries (line, position, ordinal)
    include (effective_on, amount, operation, reversal, frozen)
    where line is not null;
