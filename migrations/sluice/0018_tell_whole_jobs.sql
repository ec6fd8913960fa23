-- Who loaded a single record, or brought rejected ones again, has not read the resource: the numbers are no fresher than before.
alter table load_jobs add column is_whole boolean not null default true;

comment on column load_jobs.is_whole is
    'whether the job was to read the resource as a whole; false when it read only single records or rejected ones, so that it '
    'says nothing of how fresh the resource is';

-- Of the jobs so far only those of replays can be told.
update load_jobs
set is_whole = false
from load_packages as packages
where packages.package_id = load_jobs.package_id
  and packages.trigger = 'replay';

-- The last job of a resource, and the last time that it was loaded whole, however many single records came since.
create index load_jobs_whole on load_jobs (resource, started_at desc) where is_whole;
