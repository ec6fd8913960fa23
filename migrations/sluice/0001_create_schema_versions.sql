-- The record of migrations is itself the first migration: as long as this table is missing, nothing has been applied.
create table schema_versions (
    dataset text not null,
    line text not null,
    version integer not null,
    name text not null,
    checksum text not null,
    sql text not null,
    applied_at timestamptz not null default clock_timestamp(),
    duration_ms bigint not null,
    applied_by text not null default session_user,
    sluice_version text not null,
    primary key (dataset, line, version),
    constraint schema_versions_version_is_positive check (version > 0)
);

comment on schema sluice is 'what Sluice knows about its loads; shared by all datasets of this database';

comment on table schema_versions is 'each migration that was applied, in which dataset, with its text and checksum';
comment on column schema_versions.dataset is
    'the dataset (schema) it was applied to; empty for the tables of Sluice itself';
comment on column schema_versions.line is
    'the line of migrations: "sluice" for its own tables, else the name of the source';
comment on column schema_versions.version is
    'the number in front of the file name; each line counts from 1, without gaps';
comment on column schema_versions.name is 'the verb phrase of the file name, such as create_leads';
comment on column schema_versions.checksum is
    'SHA-256 of the file in hexadecimal; a file that changes after it was applied stops every later run';
comment on column schema_versions.sql is 'the text that ran';
comment on column schema_versions.applied_at is 'when it was applied, by the clock of the server';
comment on column schema_versions.duration_ms is 'how long it ran, in milliseconds';
comment on column schema_versions.applied_by is 'the database role that applied it';
comment on column schema_versions.sluice_version is 'the version of the program that applied it';
