#!/usr/bin/env bash
# Runs bootstrap.sql in a new PostgreSQL, with the passwords that passwords.sh made in place of those for development.
set -euo pipefail
folder=${1:-/run/passwords}
script=$(cat "${2:-/bootstrap.sql}")
for role in ledger_owner ledger_service projection_service identity_service; do
    development="ROLE $role LOGIN PASSWORD '$role'"
    chosen="ROLE $role LOGIN PASSWORD '$(cat "$folder/$role")'"
    script=${script//"$development"/"$chosen"}
done
printf '%s\n' "$script" | psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U postgres -d postgres
