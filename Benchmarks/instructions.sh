#!/usr/bin/env bash
# How many instructions a page of leads costs the client: parsed, fingerprinted and mapped, in one thread, counted by callgrind.
#
#   Benchmarks/instructions.sh PROGRAM            compare with Benchmarks/instructions.txt; more than 10 % above it fails
#   Benchmarks/instructions.sh PROGRAM --accept   write the figure there instead
#
# Counted twice, for one page and for six; the difference leaves out what a start costs. Whatever chooses code by the processor is
# pinned, so that the figure is that of the code and not of the machine.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:?usage: instructions.sh PROGRAM [--accept]}
figure=Benchmarks/instructions.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export SWIFT_DETERMINISTIC_HASHING=1 SIMDJSON_FORCE_IMPLEMENTATION=westmere OPENSSL_ia32cap=0:0
export GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX,-ERMS,-FSRM

"$program" write "$work/page.json"
# Valgrind gives up on debug information that is newer than it.
strip --strip-debug -o "$work/program" "$program"

count() {
    valgrind --tool=callgrind --callgrind-out-file="$work/out" "$work/program" run "$work/page.json" "$1" >"$work/log" 2>&1 ||
        { cat "$work/log" >&2; exit 1; }
    sed -n 's/.*Collected : //p' "$work/log"
}

one=$(count 1)
six=$(count 6)
now=$(((six - one) / 5))

if [ "${2:-}" = --accept ]; then
    echo "$now" >"$figure"
    echo "accepted: $now instructions a page"
    exit
fi

before=$(cat "$figure")
echo "$now instructions for a page of 500 leads; committed: $before ($((100 * now / before - 100)) % more)"
if [ "$now" -gt $((before + before / 10)) ]; then
    echo "more than 10 % above $figure: find out why, or accept it with a reason: $0 $program --accept" >&2
    exit 1
fi
