-- A line says whose money it is, its class in the government's budget too, and what it is followed by. Lines of before say nothing of these.
alter table lines
    add column unit                text,
    add column government_economic text,
    add column tag                 text,
    drop constraint lines_stream_fund_origin_function_kind_economic_project_key,
    add unique nulls not distinct
        (stream, fund, origin, unit, function, kind, economic, government_economic, project, tag);
