create table accounts (
    account_id bigint not null,
    account_name text,
    date_created timestamptz,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (account_id)
);

comment on table accounts is
    'accounts of the agency, each with its profiles; from /accounts, which only an agency key may read';
comment on column accounts.account_id is 'the number of the account';
comment on column accounts.account_name is 'the name of the account';
comment on column accounts.date_created is 'when the account was created';
comment on column accounts.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column accounts._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column accounts._loaded_at is 'when that package changed it';
comment on column accounts._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
