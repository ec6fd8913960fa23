-- A migration that no transaction can hold (create index concurrently) cannot be recorded together with what it does. It is
-- recorded when it begins and when it is done; one that was begun only is run again.
alter table schema_versions
    add column state text not null default 'applied',
    add column attempt integer not null default 1,
    add constraint schema_versions_state_is_known check (state in ('begun', 'applied'));

comment on table schema_versions is
    'each migration that was applied, or begun, in which dataset, with its text and checksum';
comment on column schema_versions.state is
    'applied, or begun: it runs outside a transaction, and is under way or was left half done; the next run begins it anew';
comment on column schema_versions.attempt is
    'how often it was begun; of two runs at once the last to begin records that it was applied';
comment on column schema_versions.applied_at is 'when it was applied, or last begun, by the clock of the server';
