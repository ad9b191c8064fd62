-- Who may have tokens: people, who log in, and machines, whose secret is that of an OAuth client.
CREATE TABLE account (
    -- With the issuer before it, it is recorded as who posted.
    name text PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9._-]{1,40}$' AND name <> 'console'),
    kind text NOT NULL CHECK (kind IN ('PERSON', 'MACHINE')),
    -- bcrypt, of at least 2^10 rounds
    secret text NOT NULL CHECK (secret ~ '^\$2[aby]\$[1-3][0-9]\$[./A-Za-z0-9]{53}$'),
    roles text[] NOT NULL CHECK (roles <@ ARRAY['officer', 'checker', 'publisher', 'auditor', 'reader', 'operator']),
    -- codes, or * alone
    departments text[] NOT NULL,
    -- null: all
    fiscal_years integer[],
    enabled boolean NOT NULL DEFAULT true
);
