create table sales (
    sale_id bigint not null,
    sold_at timestamptz,
    author text,
    price numeric,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    _fingerprint bytea,
    primary key (sale_id)
);

create index sales_sold_at on sales (sold_at);

comment on table sales is 'what was sold; from /sales, by the time of the sale';
comment on column sales.sale_id is 'the number of the sale';
comment on column sales.sold_at is 'when it was made';
comment on column sales.author is 'the code of the author';
comment on column sales.price is 'what was paid, in the shop''s currency';
comment on column sales.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column sales._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column sales._loaded_at is 'when that package changed it';
comment on column sales._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
comment on column sales._fingerprint is
    'fingerprint of the record as it was received, 16 bytes; a record with the same one is not written again';

create table sale_lines (
    sale_id bigint not null,
    line integer not null,
    title text,
    copies integer,
    extra jsonb,
    primary key (sale_id, line)
);

comment on column sale_lines.title is 'the book';
comment on column sale_lines.copies is 'how many of it';
