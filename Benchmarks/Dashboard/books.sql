-- A thousand packages, one an hour, of ten jobs and about twenty batches each; one of them has ten thousand batches.
insert into sluice.leases (dataset, fence) values ('whatconverts', 1000) on conflict do nothing;

insert into sluice.load_packages (
    package_id, dataset, source, trigger, status, started_at, finished_at, records, requests, rejected, exit_status,
    sluice_version, host, error
)
select
    format('0198%s-0000-7000-8000-000000000000', lpad(to_hex(n), 4, '0'))::uuid, 'whatconverts', 'whatconverts', 'load',
    case when n % 29 = 0 then 'failed' when n % 17 = 0 then 'partial' else 'loaded' end,
    now() - make_interval(hours => 1000 - n, mins => 10),
    now() - make_interval(hours => 1000 - n, mins => 10) + make_interval(secs => 20 + n % 90),
    20000, 21, n % 3, case when n % 29 = 0 then 24 when n % 17 = 0 then 10 else 0 end, '0.2.0', 'bench',
    case when n % 29 = 0 then 'the API answers with status 503' when n % 17 = 0 then 'the requests are spent' end
from generate_series(1, 1000) as n;

insert into sluice.load_jobs (package_id, resource, status, started_at, finished_at, requests, records, inserted, unchanged)
select
    package_id, resource, case when packages.status = 'loaded' then 'loaded' else packages.status end, started_at, finished_at,
    2, 2000, 200, 1800
from sluice.load_packages as packages
cross join unnest(
    array[
        'accounts', 'leads', 'profiles', 'recordings', 'roles', 'tracking_forms', 'tracking_numbers', 'user_accounts',
        'users', 'visits'
    ]) as resource;

insert into sluice.load_batches (
    package_id, resource, span_id, batch, pages, records, inserted, unchanged, bytes, fetch_ms, stage_ms, merge_ms, merged_at
)
select
    package_id, resource, '00000000-0000-0000-0000-000000000000', batch, 1, 1000, 100, 900, 2200000, 400, 60, 90,
    finished_at - make_interval(secs => 3 - batch)
from sluice.load_jobs
cross join generate_series(1, case when package_id = '019803e6-0000-7000-8000-000000000000' and resource = 'leads' then 10000 else 2 end)
    as batch;

insert into sluice.spans (
    span_id, dataset, resource, scope, tier, span_start, span_end, position, opened_by, opened_at, done_at
)
select
    gen_random_uuid(), 'whatconverts', 'leads', '', 'recent', started_at - interval '3 days', started_at, started_at,
    package_id, started_at, finished_at
from sluice.load_packages, generate_series(1, 3);

insert into sluice.rejected_records (
    dataset, resource, body_sha256, column_name, reason, record, first_package_id, last_package_id
)
select
    'whatconverts', 'leads', sha256(n::text::bytea), 'lead_score', 'not a whole number', repeat('x', 2000)::bytea,
    '019803e6-0000-7000-8000-000000000000', '019803e6-0000-7000-8000-000000000000'
from generate_series(1, 5000) as n;
