#!/usr/bin/env bash
# Makes the passwords of PostgreSQL's roles, and of those who use the ledger, below folder $1, once, and puts each where who needs it reads it: all of them in postgres/,
# those of a service beside it in files named as the settings that they are. Put a file into postgres/ before the first start to choose one.
set -euo pipefail
umask 077
cd "$1"

# The images' users. Only root can give a file away; who runs this for themselves keeps it.
postgres=$(id -u postgres 2> /dev/null || id -u)
service=10001

# 192 bits that nobody can guess.
random() {
    head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

for_user() {
    chmod 400 "$2"
    [ "$(id -u)" != 0 ] || chown "$1" "$2"
}

for role in postgres ledger_owner ledger_service projection_service identity_service; do
    if [ ! -s "postgres/$role" ]; then
        random > "postgres/.$role"
        mv -f "postgres/.$role" "postgres/$role"
    fi
    for_user "$postgres" "postgres/$role"
done

give() {
    cp -f "postgres/$1" "$2"
    for_user "$service" "$2"
}

give ledger_service ledger/spring.datasource.password
give ledger_owner ledger/spring.flyway.password
give projection_service projection/spring.datasource.password
give identity_service identity/spring.datasource.password

# With which the first start of identity makes its accounts, and whom tokens are for: this installation.
for name in passwords.officer passwords.checker passwords.publisher passwords.auditor passwords.operator passwords.machine audience; do
    if [ ! -s "identity/identity.$name" ]; then
        random > "identity/.$name"
        mv -f "identity/.$name" "identity/identity.$name"
    fi
    for_user "$service" "identity/identity.$name"
done
for each in ledger projection; do
    cp -f identity/identity.audience "$each/access.audience"
    for_user "$service" "$each/access.audience"
done
