-- Roles and databases of the services. Run by the embedded PostgreSQL at every start, as far as they are not there,
-- and by a PostgreSQL container when it is first made. A semicolon at the end of a line, and only there, ends a statement.
--
-- ledger_owner owns the ledger's tables and changes their structure; ledger_service can do only what it is granted;
-- projection_service owns its database, which can be rebuilt from the log at any time;
-- identity_service owns the accounts of those who get tokens.
--
-- The passwords are for development on one machine; the embedded PostgreSQL and docker/bootstrap.sh put random ones in their
-- place. Where others can reach a server that has these, change them: ALTER ROLE.
CREATE ROLE ledger_owner LOGIN PASSWORD 'ledger_owner';
CREATE ROLE ledger_service LOGIN PASSWORD 'ledger_service';
CREATE ROLE projection_service LOGIN PASSWORD 'projection_service';
CREATE ROLE identity_service LOGIN PASSWORD 'identity_service';
CREATE DATABASE ledger OWNER ledger_owner;
CREATE DATABASE projection OWNER projection_service;
CREATE DATABASE identity OWNER identity_service;
REVOKE ALL ON DATABASE ledger FROM PUBLIC;
REVOKE ALL ON DATABASE projection FROM PUBLIC;
REVOKE ALL ON DATABASE identity FROM PUBLIC;
GRANT CONNECT ON DATABASE ledger TO ledger_service;
