create table roles (
    role_id bigint not null,
    role_type text,
    role_name text,
    lead_notifications boolean,
    permissions jsonb,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (role_id)
);

comment on table roles is
    'roles that users can have; from /roles, once for each role_type, and once a day from /roles/{role_id}';
comment on column roles.role_id is 'the number of the role';
comment on column roles.role_type is 'master_account_role or account_role';
comment on column roles.role_name is 'the name of the role';
comment on column roles.lead_notifications is 'whether the role may get notifications of leads; from the details';
comment on column roles.permissions is
    'what the role may do: none, view or edit by area (leads, reports, settings, ...); from the details';
comment on column roles.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column roles._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column roles._loaded_at is 'when that package changed it';
comment on column roles._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
