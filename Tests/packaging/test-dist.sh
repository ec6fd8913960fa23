#!/usr/bin/env bash
# Holds the release in dist/ against a clean Debian: installs it, runs it, removes it, and looks at what is left.
#
#   Tests/packaging/test-dist.sh            as root; .build-debian keeps the base and the downloaded packages
#
# The root lies in a tmpfs of a mount namespace of its own, and everything in it runs in a process namespace of its own: however
# this ends, the kernel takes both away. It needs about 1.5 GB of memory, debootstrap, and the Debian (or Ubuntu) mirror that apt
# of this machine uses. Seen to pass on Debian 12 with a mirror over http and over https; not tried on Ubuntu.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/packaging cache=$PWD/.build-debian

if [ "$(id -u)" != 0 ]; then
    echo "making a Debian root takes root: run sudo make dist-test" >&2
    exit 1
fi
shopt -s nullglob
packages=(dist/sluice_*.deb) archives=(dist/sluice-*.tar.gz)
if [ "${#packages[@]}" != 1 ] || [ "${#archives[@]}" != 1 ]; then
    echo "dist/ has to hold one package and one archive; make dist makes them" >&2
    exit 1
fi

echo "== checksums"
(cd dist && sha256sum --check --strict SHA256SUMS)
listed=$(sed 's/^[0-9a-f]*  //' dist/SHA256SUMS | sort | xargs)
[ "$listed" = "$(cd dist && printf '%s\n' sluice[-_]* | sort | xargs)" ] || {
    echo "SHA256SUMS tells of other files than dist/ holds: $listed" >&2
    exit 1
}

echo "== lintian"
lintian --allow-root --fail-on error "${packages[0]}"

echo "== the man page"
"$here/manual.sh" "${packages[0]}"

echo "== a clean root"
# When this script is killed, so is unshare, and with it the first process of the namespace, which takes the others along.
mkdir -p "$cache/root" "$cache/archives/partial"
# Whoever called sudo can remove it all again.
trap 'chown --recursive "${SUDO_UID:-0}" "$cache"' EXIT
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child "$here/make-root.sh" "$cache" "${packages[0]}" "${archives[0]}"
echo "the release is as it should be"
