create table rejected_records (
    dataset text not null,
    resource text not null,
    body_sha256 bytea not null,
    record_key text,
    column_name text,
    reason text not null,
    record bytea not null,
    occurrences bigint not null default 1,
    first_package_id uuid not null,
    last_package_id uuid not null,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    replayed_by uuid,
    primary key (dataset, resource, body_sha256)
);

create index rejected_records_dataset_last_seen on rejected_records (dataset, last_seen desc);

comment on table rejected_records is
    'records that could not become rows, kept as they came, each once however often it comes';
comment on column rejected_records.dataset is 'the dataset';
comment on column rejected_records.resource is 'the resource that the record belongs to';
comment on column rejected_records.body_sha256 is 'SHA-256 of the record: what tells that it is the same one again';
comment on column rejected_records.record_key is 'the key of the record as text, when it had one';
comment on column rejected_records.column_name is 'the column that its value did not fit, when it was one column';
comment on column rejected_records.reason is 'why it was rejected, without the value';
comment on column rejected_records.record is
    'the record byte by byte, since it may hold what no text column takes; convert_from(record, ''UTF8'') shows it';
comment on column rejected_records.occurrences is 'how often it came';
comment on column rejected_records.first_package_id is 'the load package that met it first';
comment on column rejected_records.last_package_id is 'the load package that met it last';
comment on column rejected_records.first_seen is 'when it came first';
comment on column rejected_records.last_seen is 'when it came last';
comment on column rejected_records.replayed_by is
    'the load package that made a row of it later on; null while it waits';
