# shellcheck shell=bash
# Sourced: a private PostgreSQL in $work, as an unprivileged user when root starts it. `stop_cluster` ends it.
: "${work:?a folder for the server}"
bin=$(dirname "$(command -v initdb || printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
as_owner() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

start_cluster() {
    mkdir -p "$work"
    if [ "$(id -u)" = 0 ]; then chown postgres "$work"; fi
    export PGHOST=$work PGDATABASE=postgres PGUSER=bench
    if [ ! -e "$work/data" ]; then
        as_owner "$bin/initdb" --pgdata="$work/data" --username=bench --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    fi
    as_owner "$bin/pg_ctl" --pgdata="$work/data" --log="$work/log" --wait start >/dev/null --options \
        "-c listen_addresses='' -c unix_socket_directories='$work' -c shared_buffers=1GB -c fsync=off -c max_wal_size=4GB"
}

stop_cluster() { as_owner "$bin/pg_ctl" --pgdata="$work/data" --mode=fast --wait stop >/dev/null; }
