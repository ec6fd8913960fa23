#!/usr/bin/env bash
# usage: systemd_root.sh FOLDER UNITS PROGRAM MIGRATIONS
# In namespaces of its own, makes a root on FOLDER from this machine's programs, read-only, and becomes the systemd of it.
# Nothing of this machine but /usr is seen there, and what is written goes into memory.
set -euo pipefail
root=$1 units=$2 program=$3 migrations=$4

mount --make-rprivate /
mount -t tmpfs tmpfs "$root"
cd "$root"
mkdir -p usr etc/systemd/system etc/sluice proc sys run tmp var/tmp var/lib var/log root dev home program/bin program/share/sluice old
mount --bind /usr usr
mount -o remount,bind,ro usr
ln -s usr/bin usr/sbin usr/lib usr/lib64 .
mount -t proc proc proc
mount -t sysfs sysfs sys
mountpoint --quiet sys/fs/cgroup && umount -l sys/fs/cgroup
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount --rbind /dev dev
cp -a /etc/hosts /etc/passwd /etc/group /etc/nsswitch.conf /etc/ld.so.c* /etc/ssl etc/
: >etc/machine-id
cp "$program" program/bin/sluice
# The Swift runtime of a debug build, wherever the toolchain lies: the program looks beside itself, too.
ldd "$program" | awk '$3 ~ "^/" && $3 !~ "^/(usr/)?lib" { print $3 }' | xargs --no-run-if-empty cp --target-directory=program/bin
cp -r "$migrations" program/share/sluice/
cp "$units"/*.service "$units"/*.timer etc/systemd/system/
chmod 700 etc/sluice
# The key of the sandbox, and a PostgreSQL that systemd_runs.py starts.
echo 40210-0123456789abcdef >etc/sluice/token
echo 00112233445566778899aabbccddeeff >etc/sluice/secret
for part in serve-password serve-token; do
    echo "0123456789abcdef-$part" >"etc/sluice/$part"
done
for part in database-url serve-database-url; do
    echo "postgresql://postgres@127.0.0.1:5432/postgres" >"etc/sluice/$part"
done
chmod 600 etc/sluice/*
pivot_root . old
cd /
umount -l /old
# In a container systemd takes this as it finds it; credentials reach a service by it.
mount --make-rshared /
exec env -i container=flat PATH=/usr/bin:/usr/sbin /usr/lib/systemd/systemd --unit=basic.target --log-target=null
