-- Which budgets are closed: asked before a code of their year is given another name.
create index closed_years on facts (stream) where type = 'YearClosed';
