create table authors (
    code text not null,
    name text,
    born timestamptz,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (code)
);

comment on table authors is 'who wrote the books; from /authors';
comment on column authors.code is 'the letters that the shop files them under';
comment on column authors.name is 'what they are called';
comment on column authors.born is 'when they were born';
comment on column authors.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column authors._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column authors._loaded_at is 'when that package changed it';
comment on column authors._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
