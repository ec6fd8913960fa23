create table spans (
    span_id uuid primary key,
    dataset text not null,
    resource text not null,
    scope text not null default '',
    tier text not null,
    span_start timestamptz not null,
    span_end timestamptz not null,
    position timestamptz not null,
    opened_by uuid not null,
    opened_at timestamptz not null default clock_timestamp(),
    done_at timestamptz,
    constraint spans_position_lies_within check (position between span_start and span_end)
);

-- What an earlier run left open is read first. Few rows are open at a time, so this index stays small.
create index spans_open on spans (dataset, resource, scope) where done_at is null;

-- When a tier was last done, and how far back the backfill has come.
create index spans_done on spans (dataset, resource, scope, tier, done_at) where done_at is not null;

comment on table spans is
    'the stretches of creation time that are read, and how far each has been merged; a crash goes on at the position';
comment on column spans.span_id is 'the id of the span (UUIDv7)';
comment on column spans.dataset is 'the dataset';
comment on column spans.resource is 'the resource, which is the name of its table';
comment on column spans.scope is
    'the part of the API that was read, such as one profile; empty when it was everything the key sees';
comment on column spans.tier is 'why it is read: the name of a look-back tier, or backfill';
comment on column spans.span_start is 'the first instant of the stretch';
comment on column spans.span_end is 'the last instant of the stretch; fixed before its first page is read';
comment on column spans.position is
    'how far it has been merged: all records created before this instant are in the table';
comment on column spans.opened_by is 'the load package that began it';
comment on column spans.opened_at is 'when it was begun';
comment on column spans.done_at is 'when its last page was merged; null as long as there is something left to read';
