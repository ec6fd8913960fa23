#!/bin/bash
# Builds a private database of a thousand packages and LEADS leads, serves it, asks for each page ROUNDS times, and prints how
# long that took and by which scans the server found what it shows. WORK is kept for the next time when it is named.
set -euo pipefail
sluice=$(realpath "${1:-.build/release/sluice}")
leads=${LEADS:-5000000}
rounds=${ROUNDS:-20}
here=$(realpath "$(dirname "$0")")
keep=${WORK:+yes}
work=${WORK:-$(mktemp --directory)}
chmod 755 "$work"
# shellcheck source=Benchmarks/Dashboard/cluster.sh
. "$here/cluster.sh"

finish() {
    if [ -n "${server:-}" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
    stop_cluster || true
    if [ -z "$keep" ]; then rm -rf "$work"; fi
}
trap finish EXIT

start_cluster
export DATABASE_URL="host=$work user=bench dbname=postgres"
"$sluice" migrate --quiet >/dev/null
if ! psql --quiet --tuples-only --command "select 1 from sluice.load_packages limit 1" | grep -q 1; then
    echo "filling the books, and $leads leads" >&2
    psql --quiet --set ON_ERROR_STOP=1 --file "$here/books.sql"
    psql --quiet --set ON_ERROR_STOP=1 --set leads="$leads" --file "$here/leads.sql"
    psql --quiet --command "vacuum analyze"
fi

SLUICE_SERVE_TOKEN=0123456789abcdef0123456789abcdef "$sluice" serve --listen 127.0.0.1:0 --json --quiet >"$work/serve" &
server=$!
until url=$(grep -o 'http://[^"]*' "$work/serve"); do sleep 0.1; kill -0 "$server"; done
ask() { curl --silent --fail --user reader:0123456789abcdef0123456789abcdef "$@"; }

pages=(
    / /packages "/packages?status=failed" /packages/019803e7-0000-7000-8000-000000000000
    /packages/019803e6-0000-7000-8000-000000000000 "/packages/019803e6-0000-7000-8000-000000000000?batch=9001" /schema /data
    "/data?from=2020-01-01" "/data?source=bing&spam=without" "/data?account=7" "/data?deleted=with&show=personal"
)
printf '%-64s %9s %9s %9s %9s\n' page "median ms" "p95 ms" "max ms" kB
for page in "${pages[@]}"; do
    ask --output /dev/null "${url%/}$page"
    for _ in $(seq "$rounds"); do
        ask --output /dev/null --write-out '%{time_total} %{size_download}\n' "${url%/}$page"
    done | sort --numeric-sort | awk -v page="$page" '
        { time[NR] = $1 * 1000; size = $2 }
        END {
            printf "%-64s %9.1f %9.1f %9.1f %9.0f\n", page, time[int((NR + 1) / 2)], time[int(NR * 0.95 + 0.5)], time[NR], size / 1000
        }'
done

# The plans as they ran, of one request each.
psql --quiet --command "alter database postgres set session_preload_libraries = 'auto_explain'" \
    --command "alter database postgres set auto_explain.log_min_duration = 0"
kill "$server"; wait "$server" || true
SLUICE_SERVE_TOKEN=0123456789abcdef0123456789abcdef "$sluice" serve --listen 127.0.0.1:0 --json --quiet >"$work/serve" &
server=$!
until url=$(grep -o 'http://[^"]*' "$work/serve"); do sleep 0.1; kill -0 "$server"; done
for page in "${pages[@]}"; do
    before=$(wc -l <"$work/log")
    ask --output /dev/null "${url%/}$page"
    printf '\n%s\n' "$page"
    tail --lines=+$((before + 1)) "$work/log" |
        grep -oE '(Parallel )?(Seq Scan|Index Only Scan|Index Scan|Bitmap Index Scan)( Backward)?( using [a-z_]+)? on [a-z_]+' |
        grep -vE ' on pg_' | sort | uniq --count
done
psql --quiet --command "alter database postgres reset all"
