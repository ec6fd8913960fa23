#!/bin/bash
# What /metrics, the OpenAPI description and the API are worth to the tools that others read them with: promtool,
# openapi-spec-validator and schemathesis, against a server that reads what a real load wrote.
#
#   Tests/api/test-api.sh PROGRAM PROMTOOL PYTHON_BIN
#
# Starts a sandbox, a private PostgreSQL and the server, all in a directory of its own, and stops and removes them at its end.
set -euo pipefail
sluice=$(realpath "$1")
promtool=$(realpath "$(command -v "$2")")
python=$(realpath "$3")

work=$(mktemp -d /tmp/sluice-api-XXXXXX)
# The private server runs as another user when root starts it.
chmod 755 "$work"
cd "$work"
export XDG_DATA_HOME=$work/data
sandbox='' server=''

finish() {
    for process in $server $sandbox; do
        kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true
    done
    # The private PostgreSQL, by the process id that it wrote down itself.
    postmaster=$(head -1 "$work/data/sluice/postgres/data/postmaster.pid" 2>/dev/null || true)
    if [ -n "$postmaster" ]; then
        kill -INT "$postmaster" 2>/dev/null || true
        while kill -0 "$postmaster" 2>/dev/null; do sleep 0.1; done
    fi
    rm -rf "$work"
}
trap finish EXIT

wait_for() { # FILE PATTERN
    for _ in $(seq 300); do
        grep -q "$2" "$1" 2>/dev/null && return
        sleep 0.1
    done
    echo "nothing in $1:" >&2
    cat "$1" >&2
    exit 1
}

"$sluice" sandbox --leads 2000 --port 0 >sandbox.out 2>sandbox.err &
sandbox=$!
wait_for sandbox.out WHATCONVERTS_SECRET
grep WHATCONVERTS_ sandbox.out >load.env
(
    # shellcheck source=/dev/null
    . ./load.env
    "$sluice" load --local --quiet >/dev/null
    # A partial package, so that the status has something to say.
    "$sluice" load --local --quiet --max-requests 1 >/dev/null || [ $? = 10 ]
)

export SLUICE_SERVE_TOKEN=api-test-token-0123456789
# Each started load would keep the next one out for its time: one that ends at once leaves room for the others.
"$sluice" serve --local --listen 127.0.0.1:0 --run-command "true" >serve.out 2>serve.err &
server=$!
wait_for serve.out '^serving '
url=$(sed -n 's/^serving //p' serve.out)
authorization="Authorization: Bearer $SLUICE_SERVE_TOKEN"

echo "== promtool check metrics"
curl --fail --silent --show-error --header "$authorization" "${url}metrics" >metrics.txt
grep -q '^sluice_freshness_seconds{' metrics.txt
"$promtool" check metrics <metrics.txt

echo "== openapi-spec-validator"
curl --fail --silent --show-error --header "$authorization" "${url}api/openapi.json" >openapi.json
"$python/openapi-spec-validator" openapi.json

echo "== schemathesis"
"$python/schemathesis" run openapi.json --url "$url" --header "$authorization" \
    --checks all --mode all --max-examples "${EXAMPLES:-60}" --workers 2 --seed 1 --no-color

echo "== the server is well"
kill -0 "$server"
if grep -E ' (error|critical) ' serve.err || grep -F "$SLUICE_SERVE_TOKEN" serve.err serve.out; then
    echo "the server's log has what it should not have" >&2
    exit 1
fi
curl --fail --silent --show-error "${url}readyz"
echo "== it stops when told"
kill -TERM "$server"
wait "$server"
server=
