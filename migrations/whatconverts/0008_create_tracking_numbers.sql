create table tracking_numbers (
    phone_number_id bigint not null,
    account_id bigint,
    profile_id bigint,
    profile text,
    phone_name text,
    tracking_number text,
    tracking_number_iso_country text,
    destination_number text,
    destination_number_iso_country text,
    swap_number text,
    call_flow text,
    trigger text,
    source text,
    medium text,
    campaign text,
    content text,
    keyword text,
    last_used timestamptz,
    call_recording boolean,
    voice boolean,
    messaging boolean,
    pending_activation boolean,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (phone_number_id)
);

comment on table tracking_numbers is
    'the phone numbers that calls and messages are tracked with; from /tracking/numbers';
comment on column tracking_numbers.phone_number_id is 'the number of the tracking number in WhatConverts';
comment on column tracking_numbers.account_id is 'the account';
comment on column tracking_numbers.profile_id is 'the profile that shows it';
comment on column tracking_numbers.profile is 'the name of the profile';
comment on column tracking_numbers.phone_name is 'the label of the tracking number';
comment on column tracking_numbers.tracking_number is 'the number that people call, in E.164 form';
comment on column tracking_numbers.tracking_number_iso_country is 'its country, in two letters';
comment on column tracking_numbers.destination_number is
    'the number that calls are put through to; null when a call flow decides';
comment on column tracking_numbers.destination_number_iso_country is 'its country, in two letters';
comment on column tracking_numbers.swap_number is 'the number on the website that it is shown instead of';
comment on column tracking_numbers.call_flow is 'the name of the call flow, if there is one';
comment on column tracking_numbers.trigger is
    'the rule by which visitors are shown it, such as All Traffic or Google Ads';
comment on column tracking_numbers.source is 'the lead_source that its leads get';
comment on column tracking_numbers.medium is 'the lead_medium that its leads get';
comment on column tracking_numbers.campaign is 'the lead_campaign that its leads get';
comment on column tracking_numbers.content is 'the lead_content that its leads get';
comment on column tracking_numbers.keyword is 'the lead_keyword that its leads get';
comment on column tracking_numbers.last_used is 'when it was last called or written to; null when never';
comment on column tracking_numbers.call_recording is 'whether calls are recorded';
comment on column tracking_numbers.voice is 'whether it takes calls';
comment on column tracking_numbers.messaging is 'whether it takes text messages';
comment on column tracking_numbers.pending_activation is 'ordered, but not working yet';
comment on column tracking_numbers.extra is
    'fields of the record that no column takes, by name; null when there is none';
comment on column tracking_numbers._package_id is
    'the load package that last changed the row (see sluice.load_packages)';
comment on column tracking_numbers._loaded_at is 'when that package changed it';
comment on column tracking_numbers._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
