#!/usr/bin/env bash
# Makes of the built program what people install: an archive, a Debian package, and their checksums, in dist/.
#
#   packaging/dist.sh PROGRAM CHECKOUTS     the program, and the folder of the packages that it was built from
#
# The same program and sources give the same files, byte for byte: all times are those of the last commit. Two builds of the
# program, each from nothing, in two folders, came out alike but for two bytes of 88 million: Swift 6.3 counts there how long
# the folder's path was.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 checkouts=$2
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

# Where it was unpacked from an archive, the changelog has the time of its commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat --format=%Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH
version=$("$program" --version)
# A company that builds its own says who answers for it: DIST_MAINTAINER='Data team <data@company.com>' make dist
maintainer=${DIST_MAINTAINER:-Sluice maintainers <maintainers@sluice.example>}
architecture=$(dpkg --print-architecture)
name=sluice-$version-linux-$(uname -m)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p dist
rm -f dist/sluice[-_]* dist/SHA256SUMS

# MARK: - What both hold, from bin/ on

tree=$work/$name
install -D --mode=755 "$program" "$tree/bin/sluice"
strip --strip-all --remove-section=.comment --remove-section=.note "$tree/bin/sluice"
# Hashes of what went into the build, the folder's path included, which nothing reads. Zeros, since without the section the program
# would lose its read-only relocations, too.
objcopy --dump-section .swift_modhash="$work/hashes" "$tree/bin/sluice"
head --bytes="$(stat --format=%s "$work/hashes")" /dev/zero >"$work/zeros"
objcopy --update-section .swift_modhash="$work/zeros" "$tree/bin/sluice"
for line in migrations/*/; do
    install -D --mode=644 --target-directory="$tree/share/sluice/$line" "$line"*.sql
done

completions=$tree/share/bash-completion/completions/sluice
mkdir -p "$tree"/share/{man/man1,bash-completion/completions,zsh/site-functions,fish/vendor_completions.d}
# A completion is read by the shell, and no program: its first line is lintian's complaint.
"$program" --generate-completion-script bash | sed "1{/^#!/d}" >"$completions"
"$program" --generate-completion-script zsh >"$tree/share/zsh/site-functions/_sluice"
"$program" --generate-completion-script fish >"$tree/share/fish/vendor_completions.d/sluice.fish"
"$program" --experimental-dump-help | packaging/manual.py "$version" "$SOURCE_DATE_EPOCH" >"$tree/share/man/man1/sluice.1"

documents=$tree/share/doc/sluice
install -D --mode=644 --target-directory="$documents" packaging/copyright README.md
install -D --mode=644 --target-directory="$documents/docs" docs/*.md docs/*.svg
packaging/notices.sh "$checkouts" >"$documents/NOTICE"
# What a schedule needs. Examples/Loaders is built with the sources, and Examples/compose goes with docker-compose.yml.
changed=$(git status --porcelain -- Examples 2>/dev/null || true)
[ -z "$changed" ] || { echo "not as committed, and maybe with secrets filled in, so that it must not be packed: $changed" >&2; exit 1; }
mkdir -p "$documents/examples"
cp -r Examples/{airflow,github-actions,kubernetes,systemd} "$documents/examples/"
find "$tree" -name __pycache__ -exec rm -r {} +
chmod -R u=rwX,go=rX "$tree"

stamp() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# MARK: - The Debian package

package=$work/debian/sluice
mkdir -p "$package/DEBIAN"
cp -r "$tree" "$package/usr"
mv "$package/usr/share/zsh/site-functions" "$package/usr/share/zsh/vendor-completions"
mkdir -p "$package/usr/share/lintian/overrides"
cp packaging/lintian-overrides "$package/usr/share/lintian/overrides/sluice"
packaging/changelog.py "$version" "$maintainer" "$SOURCE_DATE_EPOCH" <CHANGELOG.md \
    >"$package/usr/share/doc/sluice/changelog"
gzip --no-name --best "$package"/usr/share/man/man1/sluice.1 "$package"/usr/share/doc/sluice/{changelog,NOTICE}

# libpq5 (>= …), libc6 (>= …): what the program asks of the libraries, and the oldest packages that have it. Libraries that it
# names and does not use, as zlib, are in every Debian: no warning (--warnings=1).
: >"$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O --warnings=1 -edebian/sluice/usr/bin/sluice | sed -n 's/^shlibs:Depends=//p')
escaped() { printf '%s' "$1" | sed 's/[&|\\]/\\&/g'; }
sed -e "s|@VERSION@|$version|; s|@ARCHITECTURE@|$architecture|" \
    -e "s|@MAINTAINER@|$(escaped "$maintainer")|; s|@LIBRARIES@|$(escaped "$libraries")|" \
    -e "s|@SIZE@|$(du --summarize --apparent-size --block-size=1K "$package/usr" | cut -f1)|" \
    packaging/control.in >"$package/DEBIAN/control"
(cd "$package" && find usr -type f -print0 | sort --zero-terminated | xargs --null md5sum >DEBIAN/md5sums)
chmod -R u=rwX,go=rX "$package"
stamp "$package"
# One thread: how many there are changes what xz writes.
DPKG_DEB_THREADS_MAX=1 dpkg-deb -Zxz --root-owner-group --build "$package" "dist/sluice_${version}_$architecture.deb"

# MARK: - The archive

cp README.md LICENSE "$tree/"
stamp "$tree"
tar --create --directory="$work" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu "$name" |
    gzip --no-name --best >"dist/$name.tar.gz"

(cd dist && sha256sum -- *.deb *.tar.gz >SHA256SUMS && cat SHA256SUMS && ls -sh -- *.deb *.tar.gz)
