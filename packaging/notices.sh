#!/usr/bin/env bash
# Prints the notices of the packages that the program was built from, as section 4 of the Apache License asks for, and the
# licenses of ICU, whose code and data come with Foundation. Fails when packaging/copyright does not tell of a package.
#
#   packaging/notices.sh CHECKOUTS
set -euo pipefail
checkouts=$1
here=$(dirname "$0")

for package in "$checkouts"/*/; do
    package=$(basename "$package")
    grep -qE "(^| )$package(/\*|[, ]|$)" "$here/copyright" || {
        echo "packaging/copyright does not tell of $package: what of it is linked in, whose it is, and under which license" >&2
        exit 1
    }
    notice=$checkouts/$package/NOTICE.txt
    if [ -f "$notice" ]; then
        printf '======== %s ========\n\n' "$package"
        cat "$notice"
        printf '\n'
    fi
done

printf '======== ICU ========\n\n'
cat "$here/icu-licenses.txt"
