-- A request counts before it is sent, for all processes that share the key. How many of them are under way at once is what
-- `reserved` says; `next_at` keeps them a millisecond apart.
alter table request_budget add column next_at timestamptz;

comment on column request_budget.reserved is
    'requests under way: reserved, and not settled yet. What a run that died had under way is counted as spent';
comment on column request_budget.spent is
    'requests sent, retries included, and those that a run which died may have sent';
comment on column request_budget.next_at is
    'the earliest instant at which the next request with this key may be sent';

create table request_reservations (
    key_fingerprint text not null,
    day date not null,
    package_id uuid not null,
    resource text not null,
    share text not null default '',
    dataset text not null,
    fence bigint not null,
    reserved bigint not null default 0,
    spent bigint not null default 0,
    unsettled bigint not null default 0,
    primary key (key_fingerprint, day, package_id, resource, share),
    constraint request_reservations_are_not_negative check (reserved >= 0 and spent >= 0 and unsettled >= 0)
);

-- What one package, or a dead one, used.
create index request_reservations_package_id on request_reservations (package_id);

comment on table request_reservations is
    'the requests of request_budget by who made them, so that those of a run that died can be told; kept for some days';
comment on column request_reservations.key_fingerprint is 'the key (see request_budget)';
comment on column request_reservations.day is 'the day, in UTC';
comment on column request_reservations.package_id is 'the load package';
comment on column request_reservations.resource is
    'the resource that was asked for; empty for the requests that find out the kind of the key';
comment on column request_reservations.share is
    'the share of the day that they count against; empty for what may use all of it';
comment on column request_reservations.dataset is 'the dataset of the run';
comment on column request_reservations.fence is 'the fence of the run: with the lease it tells whether the run still lives';
comment on column request_reservations.reserved is 'requests under way';
comment on column request_reservations.spent is 'requests that were answered, or failed';
comment on column request_reservations.unsettled is
    'requests that were under way when the run ended: they may have been sent, and count as such';
