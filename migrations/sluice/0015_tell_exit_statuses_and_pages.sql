-- What a run's process left with says what to do next, to whoever reads the books and did not see the process.
alter table load_packages add column exit_status smallint;

comment on column load_packages.exit_status is
    'the exit status of the program: 0 loaded, 10 requests spent, 11 incomplete, 12 too many rejected, 20 to 25 see '
    '`sluice --help`, 1 a bug; null while it works, when a signal ended it, and when it vanished';

-- Where each page of a batch begins, so that a row can be traced back to the request that brought it.
alter table load_batches add column page_starts timestamptz[];

comment on column load_batches.page_starts is
    'for each page of the batch, in order, the creation time of its first record; null for lists';

-- The last time that a resource was loaded whole, without looking at all its jobs.
create index load_jobs_resource_finished_at on load_jobs (resource, finished_at desc) where status = 'loaded';

-- The last packages of all datasets together.
create index load_packages_started_at on load_packages (started_at desc, package_id desc);
