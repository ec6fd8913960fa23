#!/bin/sh
# What the entrypoint of the postgres image does, for a stand-in of that image which has the programs alone: makes the database
# when the volume is new, runs the scripts of /docker-entrypoint-initdb.d on a server that only the socket reaches, and then is
# the server.
set -eu
export PGDATA="${PGDATA:-/var/lib/postgresql/data}"
as_owner="setpriv --reuid=postgres --regid=postgres --clear-groups"

install -d -o postgres -g postgres -m 700 "$PGDATA"
install -d -o postgres -g postgres -m 775 /var/run/postgresql
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    $as_owner initdb --username="${POSTGRES_USER:-postgres}" --pwfile="$POSTGRES_PASSWORD_FILE" --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    # From elsewhere with a password; the containers of the test come by addresses of their own, and so from elsewhere.
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    $as_owner pg_ctl --wait --silent --options="-c listen_addresses=''" start
    for script in /docker-entrypoint-initdb.d/*.sh; do
        [ ! -e "$script" ] || $as_owner "$script"
    done
    $as_owner pg_ctl --wait --silent --mode=fast stop
fi
# At its own address alone, since all containers of the test share one loopback.
exec $as_owner postgres -c listen_addresses=postgres,localhost -c unix_socket_directories=/var/run/postgresql
