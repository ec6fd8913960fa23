-- A reason is for counting: it says neither where in the record nor what came.
alter table rejected_records
    add column path text,
    add column came text,
    add column asked_parts text[] not null default '{}',
    add column stored_as text not null default 'record',
    add constraint rejected_records_stored_as_is_known check (stored_as in ('record', 'row'));

-- What a table had refused was kept as its row, and is known by its reason alone.
update rejected_records
set stored_as = 'row'
where reason like 'the table refuses the row%';

comment on column rejected_records.path is
    'where in the record the value stood, lists by their positions from 0; null when it was the record itself';
comment on column rejected_records.came is
    'what the value looked like: letters as x, digits as 9; never the value';
comment on column rejected_records.asked_parts is
    'the parts of the record that were asked for with it, such as customer_journey';
comment on column rejected_records.stored_as is
    'record: as it came; row: as the row that its table refused, with its child rows, by their columns';
comment on column rejected_records.replayed_by is
    'the load package that made a row of it later on, or found a newer one in its place; null while it waits';
