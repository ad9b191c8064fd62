-- What the entries of a line add up to, kept after some of them, is a snapshot of the line.
alter table line_summaries rename to line_snapshots;
