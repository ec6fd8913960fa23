#!/usr/bin/env bash
# Looks whether the man page of a package renders without a warning, and tells each setting and each exit status.
#
#   Tests/packaging/manual.sh PACKAGE
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dpkg-deb --extract "$package" "$work"
gunzip "$work/usr/share/man/man1/sluice.1.gz"
page=$work/usr/share/man/man1/sluice.1

failed=
complain() { echo "$1" >&2 && failed=yes; }

warnings=$({ LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings --encoding=UTF-8 --local-file "$page" >"$work/text"; } 2>&1)
[ -z "$warnings" ] || complain "$warnings"
# The second opinion looks at the macros, too. Its style hints and the pages that are not installed here are not ours.
warnings=$(mandoc -T lint -W warning "$page" 2>&1 | grep -v 'outdated mandoc.db' || true)
[ -z "$warnings" ] || complain "$warnings"

text=$(col -bx <"$work/text")
mapfile -t settings < <(sed -n 's/^ *case .*"\([A-Za-z_.]*\)"$/\1/p' Sources/sluice/Setting.swift)
mapfile -t statuses < <(sed -n 's/^ *case [A-Za-z]* = \([0-9]*\)$/\1/p' Sources/Warehouse/ExitStatus.swift)
[ ${#settings[@]} -gt 20 ] && [ ${#statuses[@]} -gt 8 ] || complain "found no settings or statuses in the sources"
for setting in "${settings[@]}"; do
    grep -qwF "$setting" <<<"$text" || complain "the man page does not tell $setting: add it to packaging/sections.mdoc"
done
for status in "${statuses[@]}"; do
    grep -qE "^ +$status  +[A-Z]" <<<"$text" || complain "the man page does not tell exit status $status"
done
[ -z "$failed" ]
echo "$(wc -l <<<"$text") lines, no warning"
