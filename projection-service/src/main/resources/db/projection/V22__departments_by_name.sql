-- Departments are looked for by what their name begins with, too.
create index budgets_by_name on budgets (department_name collate "C", department collate "C");
