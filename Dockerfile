# Sluice as an image, for amd64 and arm64 alike:
#
#   docker build --tag sluice .
#   docker build --tag sluice --build-arg VERSION=0.1.0 --build-arg REVISION="$(git rev-parse HEAD)" --build-arg SOURCE=https://… .
#   docker build --tag sluice-test --target test .        the test suite; docker-compose.yml gives it a database
#
# buildah and podman keep the health check only with --format docker.
ARG SWIFT_TAG=6.2-bookworm
ARG DEBIAN_TAG=bookworm-slim

# The toolchain with the packages that Package.swift names. A change of ours does not fetch them again.
FROM docker.io/library/swift:${SWIFT_TAG} AS packages
# No versions of Debian's packages here and below: a stable release changes them only to mend them, and drops the broken ones.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq-dev libsimdjson-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The pattern is for a folder without Package.resolved: the newest versions that Package.swift allows are taken then.
COPY Package.swift Package.resolve[d] ./
RUN if [ -f Package.resolved ]; then swift package resolve --force-resolved-versions; else swift package resolve; fi

FROM packages AS build
# SwiftPM asks for the folder of each target, also of those that it does not build.
COPY Tests Tests
COPY Benchmarks Benchmarks
COPY Examples/Loaders Examples/Loaders
COPY Sources Sources
RUN swift build --configuration release --static-swift-stdlib --product sluice \
    && install -D --strip .build/release/sluice /out/usr/bin/sluice
COPY migrations /out/usr/share/sluice/migrations
# As everybody may read them, whatever the folder of the build allows.
RUN chmod -R u=rwX,go=rX /out

# The test suite, by `docker compose run --rm test`. It also starts servers of its own, as `postgres`, and so runs as root.
FROM packages AS test
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends openssl pgbouncer postgresql postgresql-client \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN swift build --build-tests
CMD ["swift", "test", "--skip-build"]

# What runs, out of a slim Debian: the libraries that the program is linked to, certificates, time zones, a shell for the health
# check and for `serve --run-command`, and coreutils to look around with.
FROM docker.io/library/debian:${DEBIAN_TAG} AS root
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libpq5 libsimdjson14 tzdata \
    && groupadd --gid 10001 sluice \
    && useradd --uid 10001 --gid sluice --home-dir /home/sluice --create-home --skel /nonexistent --shell /usr/sbin/nologin sluice
# Then what only installs packages or lets people log in, with all that is setuid. dpkg removes it, and itself, so that
# /var/lib/dpkg/status tells scanners what is there and nothing else; the scripts of what goes are not run, since they need each
# other. Of the documents, the licences stay.
RUN find /usr/share/doc -type f ! -name copyright -delete \
    && rm -f /var/lib/dpkg/info/*.prerm /var/lib/dpkg/info/*.postrm \
    && dpkg --purge --force-depends --force-remove-essential --force-remove-protected \
        adduser apt bash bsdutils debconf debian-archive-keyring diffutils dpkg e2fsprogs findutils gpgv gzip hostname \
        init-system-helpers login logsave mawk mount ncurses-base ncurses-bin openssl passwd perl-base sysvinit-utils tar \
        usr-is-merged util-linux util-linux-extra \
        libapt-pkg6.0 libaudit-common libaudit1 libblkid1 libbz2-1.0 libcap-ng0 libcap2 libcrypt1 libdebconfclient0 libext2fs2 \
        libgcrypt20 libgpg-error0 libmd0 libmount1 libpam-modules libpam-modules-bin libpam-runtime libpam0g \
        libseccomp2 libsemanage-common libsemanage2 libsepol2 libsmartcols1 libss2 libsystemd0 libtinfo6 libudev1 libuuid1 \
        libxxhash0 \
    && rm -rf /etc/apt /etc/pam.d /etc/security /var/lib/apt /var/lib/pam /var/cache/* /var/log/* /var/backups/* \
        /usr/share/locale /usr/share/man /usr/share/info /usr/share/lintian /usr/share/bug /usr/share/gcc /usr/share/gdb
COPY --from=build /out /
# Fails if a library of the program was among what went, or if the labels would tell another version. The line that it writes makes
# podman 4 and buildah 1.28 label anew: their cache knows a change of an argument only where a file changes with it.
ARG VERSION=unknown
ARG REVISION=unknown
RUN version=$(sluice --version) \
    && if [ "$VERSION" != unknown ] && [ "$VERSION" != "$version" ]; then \
        echo "VERSION is $VERSION, and the program is $version" >&2 && exit 1; fi \
    && echo "$version $REVISION" >/usr/share/sluice/build

FROM scratch
# The whole stage, on purpose: in one layer what was removed takes no room.
# hadolint ignore=DL3067
COPY --from=root / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# A sluice.yaml is read when one is mounted here. Nothing is written anywhere: the root may be read-only.
WORKDIR /etc/sluice
# By number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 10001:10001
STOPSIGNAL SIGTERM
# Only where `serve` runs, as the first process or under an init or a shell; a `load` is no server, and always well.
# Another port than 8766 takes a health check of its own (docker run --health-cmd, healthcheck: in a compose file).
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["sh", "-c", "grep -qsaP 'sluice\\x00serve\\x00' /proc/[0-9]*/cmdline || exit 0; exec sluice health"]
ENTRYPOINT ["sluice"]
CMD ["load"]
ARG VERSION=unknown
ARG REVISION=unknown
ARG SOURCE=""
LABEL org.opencontainers.image.title="sluice" \
      org.opencontainers.image.description="Loads the WhatConverts API into PostgreSQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
