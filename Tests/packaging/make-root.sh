#!/usr/bin/env bash
# Makes a clean Debian root in the namespaces that test-dist.sh gave it, and runs check-root.sh in it.
#
#   make-root.sh CACHE PACKAGE ARCHIVE      CACHE/root is where the root is mounted
set -euo pipefail
cache=$1 package=$2 archive=$3
root=$cache/root
here=$(dirname "$0")

mount --make-rprivate /
mount -t tmpfs -o mode=755 sluice-root "$root"

# What apt is told here: the mirror of the release that this machine runs, since a package needs the libraries that it was built
# with; proxies, certificates, and how strictly it looks at dates.
# shellcheck source=/dev/null
. /etc/os-release
# shellcheck disable=SC2016
sources() {
    apt-get indextargets 'Created-By: Packages' --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' |
        awk -v origin="$ID" -v release="$VERSION_CODENAME" \
            'tolower($1) == origin && index($3, release) == 1 { print $2, $3, $4 }' | sort -u
}
[ -n "$(sources)" ] || apt-get update --quiet=2
mirror=$(sources | awk -v release="$VERSION_CODENAME" '$2 == release && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "apt knows no mirror of $ID $VERSION_CODENAME" >&2 && exit 1; }

base=$cache/base-$ID-$VERSION_CODENAME-$(dpkg --print-architecture).tar
if [ -f "$base" ]; then
    tar --extract --directory="$root" --file="$base"
else
    echo "making $(basename "$base") from $mirror"
    debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror" >"$cache/debootstrap.log" 2>&1 || {
        tail -5 "$cache/debootstrap.log" "$root"/debootstrap/debootstrap.log >&2
        exit 1
    }
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    # In one step, so that no half of it stays.
    tar --create --directory="$root" --file="$base.new" . && mv "$base.new" "$base"
fi

sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(https?|Check-|Retries|ForceIPv)' >"$root/etc/apt/apt.conf.d/90mirror" || true
if grep -q '^deb https:' "$root/etc/apt/sources.list"; then
    # Beside the place of ca-certificates, which is for the package to ask for.
    cp "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$root/etc/apt/mirror.crt"
    echo 'Acquire::https::CAInfo "/etc/apt/mirror.crt";' >>"$root/etc/apt/apt.conf.d/90mirror"
fi
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
# The server that is recommended is installed and not started: nothing of this test listens beyond the demo.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

mount -t proc proc "$root/proc"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
mount --bind "$cache/archives" "$root/var/cache/apt/archives"

install -D --mode=644 --target-directory="$root/tmp/release" "$package" "$archive"
install --mode=755 "$here/check-root.sh" "$root/tmp/release/"
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    /tmp/release/check-root.sh "/tmp/release/$(basename "$package")" "/tmp/release/$(basename "$archive")"
