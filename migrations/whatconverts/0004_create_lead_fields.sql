-- The only index is the key: several rows come with each lead, and each further index would slow every load down.
create table lead_fields (
    lead_id bigint not null,
    field_group text not null,
    position integer not null,
    name text not null,
    value text,
    primary key (lead_id, field_group, position)
);

comment on table lead_fields is
    'the entries of the open-ended maps of a lead, one a row, for those who filter and pivot; leads has the '
    'same as jsonb';
comment on column lead_fields.lead_id is 'the lead';
comment on column lead_fields.field_group is
    'the map it stands in: additional_fields, custom_fields, field_mappings or lead_analysis';
comment on column lead_fields.position is 'the place of the entry in its map, from 1';
comment on column lead_fields.name is
    'the name of the entry as it came: people type it, in any language; names may repeat';
comment on column lead_fields.value is 'the value as text; null when it was empty';
