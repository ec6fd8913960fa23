-- A column that a dataset got for a field of its own is filled in batches from what was kept in `extra`; a run that dies on the
-- way leaves the rest to the next one.
alter table added_fields
    add column filled_at timestamptz,
    add column variant_of text,
    drop constraint added_fields_pkey,
    -- Of one field there may be two: the column that takes it, and the one for what does not fit that.
    add primary key (dataset, resource, column_name);

comment on column added_fields.resource is 'the table that got the column: a resource''s own, or one of its child tables';
comment on column added_fields.field is 'the name of the field as it stood in the column extra';
comment on column added_fields.column_name is 'the column that takes the field in this dataset';
comment on column added_fields.column_type is
    'the type of that column; it holds on when a release declares the field with another one';
comment on column added_fields.version is 'the version of the line added_fields in schema_versions that made the column';
comment on column added_fields.filled_at is
    'when the last value had been taken over from the column extra; null while some may be left';
comment on column added_fields.variant_of is
    'the column of the same field whose misfits it takes; null when it takes the field itself';

-- So that a contract of evolve does not look at the values of such a field in each run.
alter table observed_fields add column surveyed_at timestamptz;

comment on column observed_fields.surveyed_at is
    'when its values were last looked at and none told a type; it is looked at again when it was seen since';
comment on column observed_fields.resource is 'the table whose column extra holds the field: a resource''s own, or a child table';

-- What the contracts of a resource did with what does not fit its columns.
alter table load_batches
    add column captured_values bigint not null default 0,
    add column discarded_values bigint not null default 0;

comment on column load_batches.captured_values is
    'values of mapped records that were kept in the column extra: of fields that no column takes, or that do not fit theirs';
comment on column load_batches.discarded_values is 'values that a contract of discard_value left out';
comment on column load_batches.discarded is
    'records that a contract of discard_row left out, that came too late to be replayed, or whose batch was not merged';

alter table load_jobs
    add column captured_values bigint not null default 0,
    add column discarded_values bigint not null default 0,
    add column added_columns bigint not null default 0;

comment on column load_jobs.captured_values is 'as in load_batches';
comment on column load_jobs.discarded_values is 'as in load_batches';
comment on column load_jobs.added_columns is 'columns that a contract of evolve added';
