#!/usr/bin/env bash
# Runs in the clean root: installs the package, looks at it as a user, removes it; then the same from the archive.
#
#   check-root.sh PACKAGE ARCHIVE
set -euo pipefail
package=$1 archive=$2
version=$(dpkg-deb --field "$package" Version)

fail() {
    echo "FAILED: $1" >&2
    exit 1
}
# A command that says more than is of interest, unless it fails.
quietly() {
    "$@" >/tmp/output 2>&1 || {
        tail -20 /tmp/output >&2
        fail "$*"
    }
}
install() { quietly apt-get install --yes --quiet=2 "$@"; }
as_visitor() { runuser --user visitor -- env -C /home/visitor HOME=/home/visitor "$@"; }
left_over() { find / -xdev -iname '*sluice*' -not -path '/proc/*' -not -path '/tmp/release/*' -not -path '/home/*'; }

# What a demo has to say: 200 leads came, none of them twice, and how to go on.
demonstrate() {
    local program=$1 folder=/home/visitor/.local/share/sluice/demo
    as_visitor "$program" demo --leads 200 >/tmp/demo 2>/tmp/demo.log || {
        local status=$?
        tail -20 /tmp/demo.log >&2
        fail "$program demo left with $status"
    }
    # Columns: resource, requests, records, inserted, updated, unchanged, …
    awk '$1 == "leads" && $4 == 200 && $5 == 0' /tmp/demo | grep -q . || fail "the first load did not insert 200 leads"
    awk '$1 == "leads" && $4 == 0 && $5 == 0 && $6 == 200' /tmp/demo | grep -q . || fail "the second load changed leads"
    grep -q 'sluice demo --stop' /tmp/demo || fail "the demo does not say how it ends"
    # Its line for psql is one to paste.
    count=$(as_visitor sh -c "$(grep -o "psql 'postgresql://.*'" /tmp/demo) -Atc 'select count(*) from whatconverts.leads'")
    [ "$count" = 200 ] || fail "psql counts $count leads"
    as_visitor "$program" demo --stop >/tmp/demo || fail "demo --stop left with $?"
    [ ! -e "$folder" ] || fail "demo --stop left $folder"
    [ -z "$(find /proc -maxdepth 1 -user visitor)" ] || fail "processes of the demo are left"
}

quietly useradd --create-home visitor
quietly apt-get update --quiet=2
[ -z "$(left_over)" ] || fail "the root is not clean: $(left_over)"

echo "== install"
chmod 755 /tmp/release
install "$package"
[ "$(dpkg-query --show --showformat='${Status}' sluice)" = "install ok installed" ] || fail "the package is not installed"
[ -z "$(dpkg --verify sluice)" ] || fail "files differ from md5sums: $(dpkg --verify sluice)"
for file in /usr/bin/sluice /usr/share/sluice/migrations/{sluice,whatconverts}/0001_*.sql /usr/share/man/man1/sluice.1.gz \
    /usr/share/bash-completion/completions/sluice /usr/share/zsh/vendor-completions/_sluice \
    /usr/share/fish/vendor_completions.d/sluice.fish /usr/share/doc/sluice/{copyright,changelog.gz,NOTICE.gz,README.md}; do
    [ -s "$file" ] || fail "$file is missing"
done
# Nobody but root may change anything, and only the program is one.
dpkg --listfiles sluice | grep sluice | while read -r file; do
    want="root:root 644"
    { [ -d "$file" ] || [ "$file" = /usr/bin/sluice ]; } && want="root:root 755"
    [[ $file = */examples/* ]] && want="root:root $(stat --format=%a "$file" | grep -xE '644|755')"
    [ "$(stat --format='%U:%G %a' "$file")" = "$want" ] || fail "$file is $(stat --format='%U:%G %a' "$file")"
done
ldd /usr/bin/sluice | grep -E 'not found|libswift|libFoundation|libdispatch' && fail "the libraries above are not those of Debian"

echo "== use"
[ "$(as_visitor sluice --version)" = "$version" ] || fail "sluice --version says $(as_visitor sluice --version)"
demonstrate sluice

echo "== man page and completions"
install man-db bash-completion zsh fish
as_visitor man sluice 2>/tmp/output | grep -q 'EXIT STATUS' || fail "man sluice shows no page"
[ ! -s /tmp/output ] || fail "man sluice says $(cat /tmp/output)"
as_visitor whatis sluice | grep -q 'sluice (1)' || fail "whatis does not know sluice"
# Each shell finds its file by itself, as it would at the first <Tab>.
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader sluice
    COMP_WORDS=(sluice rej) COMP_CWORD=1 COMP_LINE="sluice rej" COMP_POINT=10; _sluice sluice rej sluice
    [ "${COMPREPLY[*]}" = rejected ]' || fail "bash does not complete sluice rej"
fish -c 'complete --do-complete "sluice rej"' | grep -q '^rejected' || fail "fish does not complete sluice rej"
zsh -c 'autoload -U compinit && compinit -u && [ "${_comps[sluice]}" = _sluice ]' || fail "zsh does not know _sluice"

echo "== remove"
quietly apt-get purge --yes --quiet=2 sluice
hash -r
type sluice >/dev/null 2>&1 && fail "sluice is still there"
remains=$(left_over)
[ -z "$remains" ] || fail "purge left $remains"
dpkg-query --show sluice >/dev/null 2>&1 && fail "dpkg still knows sluice"

echo "== the archive"
as_visitor tar --extract --file="$archive"
unpacked=$(echo /home/visitor/sluice-*)
[ "$(as_visitor "$unpacked/bin/sluice" --version)" = "$version" ] || fail "the archive's program is another version"
for file in README.md LICENSE share/man/man1/sluice.1 share/doc/sluice/NOTICE; do
    [ -s "$unpacked/$file" ] || fail "the archive lacks $file"
done
demonstrate "$unpacked/bin/sluice"
