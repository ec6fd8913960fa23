create table leases (
    dataset text primary key,
    fence bigint not null default 0,
    holder text,
    package_id uuid,
    backend_pids integer[] not null default '{}',
    heartbeat_at timestamptz,
    expires_at timestamptz,
    -- The fence must be part of a unique key. Only then is a bump of it a change of the key to PostgreSQL, which waits
    -- for the `for key share` of a run's transactions; a heartbeat changes no key and passes by them.
    constraint leases_dataset_fence_key unique (dataset, fence)
);

comment on table leases is
    'who works on a dataset; at most one run does, and a run that lost its lease can write nothing';
comment on column leases.dataset is 'the dataset';
comment on column leases.fence is
    'counts the runs that held the dataset; every transaction of a run first asserts that the fence is still its own';
comment on column leases.holder is 'the host and process that hold the dataset, or held it last';
comment on column leases.package_id is 'the load package of the holder; null when nobody holds the dataset';
comment on column leases.backend_pids is
    'the server processes of the holder: they are ended when the holder is paused and another run takes over';
comment on column leases.heartbeat_at is 'when the holder last renewed the lease, by the clock of the server';
comment on column leases.expires_at is 'when another run may take the dataset over';
