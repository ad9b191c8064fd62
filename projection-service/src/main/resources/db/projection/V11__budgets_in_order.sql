-- The page of departments and years reads budgets a page at a time, in the order of department codes and the same everywhere.
create index budgets_in_order on budgets (department collate "C", fiscal_year);
