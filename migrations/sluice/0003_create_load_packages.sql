create table load_packages (
    package_id uuid primary key,
    dataset text not null,
    source text not null,
    trigger text not null,
    status text not null default 'started',
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    fence bigint,
    requests bigint not null default 0,
    records bigint not null default 0,
    rejected bigint not null default 0,
    sluice_version text not null,
    host text not null,
    error text,
    constraint load_packages_status_is_known
        check (status in ('started', 'loaded', 'partial', 'failed', 'cancelled', 'abandoned'))
);

-- The last runs of a dataset: what the status and the dashboard ask for.
create index load_packages_dataset_started_at on load_packages (dataset, started_at desc);

comment on table load_packages is
    'each run of a load; the row is committed before the first request, so that a crash leaves a trace';
comment on column load_packages.package_id is
    'the id of the package (UUIDv7, so it sorts by time); rows of the data tables name it in _package_id';
comment on column load_packages.dataset is 'the dataset that was loaded';
comment on column load_packages.source is 'the source it was loaded from';
comment on column load_packages.trigger is 'what asked for the run: the command, and how it was narrowed';
comment on column load_packages.status is
    'started; then loaded (all of it), partial (go on later), failed, cancelled (by a signal), '
    'or abandoned (its process vanished and a later run took over)';
comment on column load_packages.started_at is 'when the run began';
comment on column load_packages.finished_at is 'when the run ended; null while it works, or when it vanished';
comment on column load_packages.fence is
    'the fence under which the run held the dataset; what it writes counts only as long as the lease has this fence';
comment on column load_packages.requests is 'requests sent to the API, retries included';
comment on column load_packages.records is 'records received';
comment on column load_packages.rejected is 'records that could not become rows; see rejected_records';
comment on column load_packages.sluice_version is 'the version of the program';
comment on column load_packages.host is 'the machine the run worked on';
comment on column load_packages.error is 'why the run failed or stayed partial; holds no secret and no record';

create table load_jobs (
    package_id uuid not null,
    resource text not null,
    status text not null default 'started',
    requests bigint not null default 0,
    records bigint not null default 0,
    duplicates bigint not null default 0,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    deleted bigint not null default 0,
    rejected bigint not null default 0,
    discarded bigint not null default 0,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    message text,
    error text,
    primary key (package_id, resource),
    constraint load_jobs_status_is_known
        check (status in ('started', 'loaded', 'partial', 'failed', 'cancelled', 'skipped', 'abandoned'))
);

comment on table load_jobs is 'one resource within a load package: the sums of its batches, and how it ended';
comment on column load_jobs.package_id is 'the load package';
comment on column load_jobs.resource is 'the resource, which is the name of its table';
comment on column load_jobs.status is
    'started; then loaded, partial, failed, cancelled, abandoned as its package, '
    'or skipped (the key may not read the resource)';
comment on column load_jobs.requests is 'requests sent for this resource, retries included';
comment on column load_jobs.records is
    'records received: inserted + updated + unchanged + duplicates + rejected + discarded';
comment on column load_jobs.duplicates is 'records that came more than once in a batch; what was read last counted';
comment on column load_jobs.inserted is 'rows that were new';
comment on column load_jobs.updated is 'rows that changed, or returned from a tombstone';
comment on column load_jobs.unchanged is 'records that the table already held as they came';
comment on column load_jobs.deleted is 'rows that got a tombstone, since a complete reading no longer had them';
comment on column load_jobs.rejected is 'records that could not become rows; see rejected_records';
comment on column load_jobs.discarded is 'records set aside because the table holds a later state of them';
comment on column load_jobs.started_at is 'when the job began';
comment on column load_jobs.finished_at is 'when the job ended';
comment on column load_jobs.message is 'a word for the reader that is not an error, such as why it was skipped';
comment on column load_jobs.error is 'why it failed or stayed partial; holds no secret and no record';

create table load_batches (
    package_id uuid not null,
    resource text not null,
    span_id uuid not null,
    batch integer not null,
    from_time timestamptz,
    until_time timestamptz,
    pages bigint not null default 0,
    records bigint not null default 0,
    reread_records bigint not null default 0,
    duplicates bigint not null default 0,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    deleted bigint not null default 0,
    rejected bigint not null default 0,
    discarded bigint not null default 0,
    fingerprints_renewed bigint not null default 0,
    children jsonb not null default '{}',
    replaced_characters bigint not null default 0,
    bytes bigint not null default 0,
    fetch_ms bigint not null default 0,
    stage_ms bigint not null default 0,
    merge_ms bigint not null default 0,
    wal_bytes bigint,
    merged_at timestamptz not null default clock_timestamp(),
    primary key (package_id, resource, span_id, batch),
    -- Nothing is dropped in silence: a batch whose counts do not add up is refused here, and with it its rows.
    constraint load_batches_records_add_up
        check (records = inserted + updated + unchanged + duplicates + rejected + discarded)
);

comment on table load_batches is
    'the pages that were merged together; written in the transaction that made their rows visible';
comment on column load_batches.package_id is 'the load package';
comment on column load_batches.resource is 'the resource, which is the name of its table';
comment on column load_batches.span_id is
    'the span that was read (see spans); 00000000-0000-0000-0000-000000000000 for a list that is read in full';
comment on column load_batches.batch is 'the place of the batch within its span and package';
comment on column load_batches.from_time is 'the creation time from which the batch holds all records; null for lists';
comment on column load_batches.until_time is 'the creation time up to which it does; null for lists';
comment on column load_batches.pages is 'answers of the API in this batch';
comment on column load_batches.records is
    'records received: inserted + updated + unchanged + duplicates + rejected + discarded';
comment on column load_batches.reread_records is
    'of the records, those of the second that is read twice where two pages meet';
comment on column load_batches.duplicates is 'records that came more than once; what was read last counted';
comment on column load_batches.inserted is 'rows that were new';
comment on column load_batches.updated is
    'rows with a changed column or child row, and rows that returned from a tombstone';
comment on column load_batches.unchanged is 'records that the table already held as they came';
comment on column load_batches.deleted is
    'rows that got a tombstone: the batch held all records of its stretch, and not these';
comment on column load_batches.rejected is 'records that could not become rows; see rejected_records';
comment on column load_batches.discarded is 'records set aside because the table holds a later state of them';
comment on column load_batches.fingerprints_renewed is
    'of the unchanged, those whose fingerprint alone was written anew, as after a changed mapping';
comment on column load_batches.children is 'child rows written, by table';
comment on column load_batches.replaced_characters is
    'characters that PostgreSQL cannot store (U+0000, lone surrogates) and that U+FFFD stands for';
comment on column load_batches.bytes is 'bytes of the answers, before parsing';
comment on column load_batches.fetch_ms is 'milliseconds spent waiting for the API, summed over the pages';
comment on column load_batches.stage_ms is 'milliseconds spent mapping and copying to the staging tables';
comment on column load_batches.merge_ms is 'milliseconds spent in the transaction that merged it';
comment on column load_batches.wal_bytes is
    'write-ahead log written while it was merged, by the whole server; null when it was not measured';
comment on column load_batches.merged_at is 'when it was merged';
