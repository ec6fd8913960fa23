create table profiles (
    profile_id bigint not null,
    account_id bigint,
    profile_name text,
    date_created timestamptz,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (profile_id)
);

comment on table profiles is
    'profiles, each a tracked website or property of an account; from the accounts that /accounts answers with';
comment on column profiles.profile_id is 'the number of the profile';
comment on column profiles.account_id is 'the account it belongs to';
comment on column profiles.profile_name is 'the name of the profile';
comment on column profiles.date_created is 'when the profile was created';
comment on column profiles.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column profiles._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column profiles._loaded_at is 'when that package changed it';
comment on column profiles._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
