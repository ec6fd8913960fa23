#!/usr/bin/env bash
# Builds the DocC catalogue of the library out of what was built: a link that leads nowhere, or any other warning, is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

built=$(swift build --show-bin-path)
symbols=.build-docs/symbols
docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || docc=docc

# The C modules that lie behind the Swift ones: those with a map of their own, and those for which SwiftPM wrote one.
includes=$(find .build/checkouts Sources -path '*/include/module.modulemap' -printf '-I %h\n')
maps=$(find "$built/" -maxdepth 2 -name module.modulemap -printf '-Xcc -fmodule-map-file=%p\n')

rm -rf .build-docs
mkdir -p "$symbols"
for module in JSON RESTSource Warehouse LoadEngine WhatConverts; do
    # shellcheck disable=SC2086 # lists of arguments
    swift symbolgraph-extract -module-name "$module" -I "$built/Modules" $includes $maps \
        -target "$(uname -m)-unknown-linux-gnu" -minimum-access-level public -skip-synthesized-members -output-dir "$symbols"
done
"$docc" convert Sources/LoadEngine/LoadEngine.docc --additional-symbol-graph-dir "$symbols" \
    --fallback-display-name LoadEngine --fallback-bundle-identifier sluice.LoadEngine \
    --output-path .build-docs/LoadEngine.doccarchive --warnings-as-errors
echo "the documentation is in .build-docs/LoadEngine.doccarchive; to read it: python3 -m http.server --bind 127.0.0.1 --directory .build-docs/LoadEngine.doccarchive 8000, then http://127.0.0.1:8000/documentation/loadengine"
