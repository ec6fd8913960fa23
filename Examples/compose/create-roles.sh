#!/usr/bin/env bash
# Makes the database and the two roles that Sluice's own URLs name, so that each password is kept in one file only, and neither
# `load` nor `serve` is a superuser. The entrypoint of the postgres image runs it once, when the volume is new:
#
#   database_url         its role owns the database, and so makes the tables
#   serve_database_url   its role may read whatever the other one makes, and nothing else
#
# A URL of another server than `postgres` is left alone.
set -eo pipefail

# %40 and the like are characters again; a backslash stays one.
decode() {
    local text=${1//\\/\\\\}
    printf '%b' "${text//%/\\x}"
}

parse() { # FILE; sets role, password and database
    if [[ $(<"$1") =~ ^postgres(ql)?://([^:@/]+):([^@/]+)@postgres(:5432)?/([^?]+) ]]; then
        role=$(decode "${BASH_REMATCH[2]}")
        password=$(decode "${BASH_REMATCH[3]}")
        database=$(decode "${BASH_REMATCH[5]}")
    else
        echo "create-roles: no role is made of $1, since it does not read postgresql://ROLE:PASSWORD@postgres:5432/DATABASE"
        return 1
    fi
}

# Values go through the environment, where no list of processes shows them.
sql() { # DATABASE
    psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="$1"
}

make_owner() {
    sql postgres <<'SQL'
\getenv role role
\getenv password password
\getenv database database
select format('create role %I login password %L', :'role', :'password')
where not exists (select from pg_roles where rolname = :'role') \gexec
select format('create database %I', :'database')
where not exists (select from pg_database where datname = :'database') \gexec
select format('alter database %I owner to %I', :'database', :'role') \gexec
SQL
}

make_reader() {
    sql "$database" <<'SQL'
\getenv role role
\getenv password password
\getenv owner owner
select format('create role %I login password %L', :'role', :'password')
where not exists (select from pg_roles where rolname = :'role') \gexec
select format('alter default privileges for role %I grant usage on schemas to %I', :'owner', :'role') \gexec
select format('alter default privileges for role %I grant select on tables to %I', :'owner', :'role') \gexec
SQL
}

export role password database owner

if parse /run/secrets/database_url; then
    make_owner
    owner=$role
    if parse /run/secrets/serve_database_url && [ "$role" != "$owner" ]; then
        make_reader
    fi
fi
