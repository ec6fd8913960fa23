#!/usr/bin/env bash
# The floor: what PostgreSQL itself needs for the rows of a load that has been done.
#
# Takes the rows that `sluice load` wrote into a dataset, as flat COPY files made beforehand, and times `psql` on one
# connection: \copy of leads and all their child rows into unlogged tables, then the merge into empty tables with the same
# indexes. Nothing is downloaded, parsed, checked or mapped.
#
#   Benchmarks/floor.sh DATABASE_URL [DATASET] [ROUNDS]
set -euo pipefail

url=${1:?usage: floor.sh DATABASE_URL [DATASET] [ROUNDS]}
dataset=${2:-whatconverts}
rounds=${3:-5}
tables=(leads lead_fields lead_journey_steps lead_journey_page_views)
files=$(mktemp -d)
chmod 755 "$files"
trap 'rm -rf "$files"; psql -qX "$url" -c "drop schema if exists floor cascade"' EXIT

run() { psql -qXAt -v ON_ERROR_STOP=1 "$url" "$@"; }

for table in "${tables[@]}"; do
    run -c "\\copy (select * from $dataset.$table) to '$files/$table'"
done

prepare() {
    run -c "drop schema if exists floor cascade" -c "create schema floor"
    for table in "${tables[@]}"; do
        run -c "create table floor.$table (like $dataset.$table including all)" \
            -c "create unlogged table floor.staged_$table (like $dataset.$table)"
    done
    run -c "checkpoint"
}

script=$files/floor.sql
{
    for table in "${tables[@]}"; do echo "\\copy floor.staged_$table from '$files/$table'"; done
    echo "begin;"
    for table in "${tables[@]}"; do
        key=$(run -c "select string_agg(quote_ident(a.attname), ', ' order by k.n) from pg_index i
            cross join unnest(i.indkey) with ordinality as k (attnum, n)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
            where i.indrelid = '$dataset.$table'::regclass and i.indisprimary")
        sets=$(run -c "select string_agg(format('%1\$I = excluded.%1\$I', attname), ', ' order by attnum) from pg_attribute
            where attrelid = '$dataset.$table'::regclass and attnum > 0 and not attisdropped")
        echo "insert into floor.$table select distinct on ($key) * from floor.staged_$table order by $key on conflict ($key) do update set $sets;"
    done
    echo "commit;"
} >"$script"

for ((round = 1; round <= rounds; round++)); do
    prepare
    start=$(date +%s.%N)
    psql -qX -v ON_ERROR_STOP=1 "$url" -f "$script"
    end=$(date +%s.%N)
    echo "floor round $round: $(echo "$end - $start" | bc) s"
done
