create table observed_fields (
    dataset text not null,
    resource text not null,
    field text not null,
    json_kinds text[] not null default '{}',
    occurrences bigint not null default 0,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    first_package_id uuid not null,
    last_package_id uuid not null,
    primary key (dataset, resource, field)
);

comment on table observed_fields is
    'fields that records were seen to have and that no column takes; their values are in the column extra';
comment on column observed_fields.dataset is 'the dataset';
comment on column observed_fields.resource is 'the resource whose records have it';
comment on column observed_fields.field is 'the name of the field as the API spells it';
comment on column observed_fields.json_kinds is
    'the kinds of JSON values it was seen with: string, number, boolean, null, object, array';
comment on column observed_fields.occurrences is
    'in how many records it was seen, of those that were mapped (a record known by its fingerprint is not)';
comment on column observed_fields.first_seen is 'when it was seen first';
comment on column observed_fields.last_seen is 'when it was seen last';
comment on column observed_fields.first_package_id is 'the load package that saw it first';
comment on column observed_fields.last_package_id is 'the load package that saw it last';

create table added_fields (
    dataset text not null,
    resource text not null,
    field text not null,
    column_name text not null,
    column_type text not null,
    version integer not null,
    added_at timestamptz not null default clock_timestamp(),
    primary key (dataset, resource, field)
);

comment on table added_fields is
    'fields that got a column in this dataset beyond what the source declares';
comment on column added_fields.dataset is 'the dataset';
comment on column added_fields.resource is 'the resource, which is the name of the table that has the column';
comment on column added_fields.field is 'the name of the field as the API spells it';
comment on column added_fields.column_name is 'the column that takes it';
comment on column added_fields.column_type is 'the type of the column';
comment on column added_fields.version is 'the migration that added the column (see schema_versions)';
comment on column added_fields.added_at is 'when it was added';
