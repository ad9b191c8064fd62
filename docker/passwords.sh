#!/usr/bin/env bash
# Makes the passwords of PostgreSQL's roles below folder $1, once, and puts each where who needs it reads it: all of them in postgres/,
# those of a service beside it in files named as the settings that they are. Put a file into postgres/ before the first start to choose one.
set -euo pipefail
umask 077
cd "$1"

# The images' users. Only root can give a file away; who runs this for themselves keeps it.
postgres=$(id -u postgres 2> /dev/null || id -u)
service=10001

for_user() {
    chmod 400 "$2"
    [ "$(id -u)" != 0 ] || chown "$1" "$2"
}

for role in postgres ledger_owner ledger_service projection_service; do
    if [ ! -s "postgres/$role" ]; then
        # 192 bits that nobody can guess.
        head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "postgres/.$role"
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
