create table tracking_forms (
    form_id bigint not null,
    account_id bigint,
    profile_id bigint,
    profile text,
    form_name text,
    attribute_type text,
    attribute_type_value text,
    submit_attribute_type text,
    submit_attribute_type_value text,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (form_id)
);

comment on table tracking_forms is
    'the web forms that are tracked, and how each is found on its page; from /tracking/forms';
comment on column tracking_forms.form_id is 'the number of the form';
comment on column tracking_forms.account_id is 'the account';
comment on column tracking_forms.profile_id is 'the profile';
comment on column tracking_forms.profile is 'the name of the profile';
comment on column tracking_forms.form_name is 'the name of the form';
comment on column tracking_forms.attribute_type is
    'the attribute that the form is found by, such as id, class or name';
comment on column tracking_forms.attribute_type_value is 'the value of that attribute';
comment on column tracking_forms.submit_attribute_type is 'the attribute that the submit button is found by';
comment on column tracking_forms.submit_attribute_type_value is 'the value of that attribute';
comment on column tracking_forms.extra is
    'fields of the record that no column takes, by name; null when there is none';
comment on column tracking_forms._package_id is
    'the load package that last changed the row (see sluice.load_packages)';
comment on column tracking_forms._loaded_at is 'when that package changed it';
comment on column tracking_forms._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
