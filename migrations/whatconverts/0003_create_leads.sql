-- No foreign keys: a profile key never sees the accounts, and a lead may arrive before its profile.
-- Keys and instants come first, the rest in the order of the API reference.
create table leads (
    lead_id bigint not null,
    account_id bigint,
    profile_id bigint,
    date_created timestamptz,
    last_updated timestamptz,
    account text,
    profile text,
    user_id text,
    lead_type text,
    lead_status text,
    lead_state text,
    lead_score integer,
    quotable text,
    quote_value numeric,
    sales_value numeric,
    spotted_keywords text,
    spam boolean,
    duplicate boolean,
    notes text,
    lead_source text,
    lead_medium text,
    lead_campaign text,
    lead_content text,
    lead_keyword text,
    lead_url text,
    landing_url text,
    ip_address text,
    operating_system text,
    browser text,
    device_type text,
    device_make text,
    contact_name text,
    contact_company_name text,
    contact_email_address text,
    contact_phone_number text,
    email_address text,
    phone_number text,
    city text,
    state text,
    zip text,
    country text,
    phone_name text,
    tracking_number text,
    destination_number text,
    caller_number text,
    caller_name text,
    caller_city text,
    caller_state text,
    caller_zip text,
    caller_country text,
    call_status text,
    call_duration text,
    call_duration_seconds integer,
    answer_status text,
    line_type text,
    recording text,
    play_recording text,
    voicemail text,
    play_voicemail text,
    call_transcription text,
    voicemail_transcription text,
    message text,
    form_name text,
    chat_status text,
    event_category text,
    event_action text,
    event_label text,
    transaction_id text,
    transaction_tax numeric,
    transaction_shipping numeric,
    sender_name text,
    email_subject text,
    email_message text,
    gclid text,
    msclkid text,
    facebook_browser_id text,
    facebook_click_id text,
    google_analytics_client_id text,
    google_analytics_session_id text,
    unbounce_page_id text,
    unbounce_variant_id text,
    unbounce_visitor_id text,
    hubspot_visitor_id text,
    roistat_visit_id text,
    salesforce_user_id text,
    vwo_account_id text,
    vwo_experiment_id text,
    vwo_variant_id text,
    vwo_user_id text,
    additional_fields jsonb,
    custom_fields jsonb,
    field_mappings jsonb,
    lead_analysis jsonb,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    _fingerprint bytea,
    primary key (lead_id)
);

-- For every page the loader asks which rows of its stretch the table holds, and compares their fingerprints. Once the
-- table was vacuumed, this index alone answers that: a tenth of the reading (27 pages instead of 288 for 2,500 leads).
create index leads_date_created on leads (date_created) include (lead_id, _fingerprint, _deleted_at);

create index leads_account_id_date_created on leads (account_id, date_created);
create index leads_profile_id_date_created on leads (profile_id, date_created);

-- Text from the web can be longer than an index row may be (2.7 kB), and then the row would be refused. So only the
-- first 200 characters are indexed; a query meets the index with left(lead_source, 200) = '...'. Both have few values:
-- together they take less room than one number, and the index is soon read for the type alone, too.
create index leads_lead_source_lead_type on leads (left(lead_source, 200), left(lead_type, 200));

comment on table leads is
    'leads: calls, forms, chats, transactions and what else WhatConverts tracks; from /leads, by creation time';
comment on column leads.lead_id is 'the number of the lead, unique across accounts';
comment on column leads.account_id is 'the account; a profile key sees the number but never the table accounts';
comment on column leads.profile_id is 'the profile the lead came in through';
comment on column leads.date_created is
    'when the lead came in; may be set in the past by whoever adds leads by hand or by API';
comment on column leads.last_updated is
    'when WhatConverts last changed it; not every change moves it, so nothing is selected by it';
comment on column leads.account is 'the name of the account when the lead was read';
comment on column leads.profile is 'the name of the profile when the lead was read';
comment on column leads.user_id is
    'the visitor: the number of the profile and a UUID; not the staff of the table users';
comment on column leads.lead_type is
    'Phone Call, Web Form, Chat, Transaction, Event, Text Message, Email, Appointment or Other';
comment on column leads.lead_status is 'Unique, or Repeat when the contact had converted before';
comment on column leads.lead_state is 'In Progress or Completed; calls and chats appear while they last';
comment on column leads.lead_score is 'the score given by the rules of Lead Intelligence';
comment on column leads.quotable is 'whether it is worth a quote: Yes, No, Pending or Not Set';
comment on column leads.quote_value is 'the value quoted; WhatConverts keeps no currency';
comment on column leads.sales_value is 'the value sold, for a transaction its amount; WhatConverts keeps no currency';
comment on column leads.spotted_keywords is 'keywords spotted in the conversation, separated by commas';
comment on column leads.spam is 'marked as spam; WhatConverts deletes such leads after 30 days';
comment on column leads.duplicate is 'marked as a duplicate of another lead; not the same as a lead_status of Repeat';
comment on column leads.notes is 'free text typed by people, may have several lines';
comment on column leads.lead_source is
    'where the visitor came from: google, (direct), facebook; changes with the attribution model';
comment on column leads.lead_medium is 'by which medium: cpc, organic, (none)';
comment on column leads.lead_campaign is 'the campaign';
comment on column leads.lead_content is 'the content of the advertisement';
comment on column leads.lead_keyword is 'the keyword searched or bought; may be a placeholder such as (not provided)';
comment on column leads.lead_url is 'the page on which the visitor became a lead, with its query';
comment on column leads.landing_url is 'the first page of the visit, with its query';
comment on column leads.ip_address is 'the address of the visitor';
comment on column leads.operating_system is 'the operating system of the visitor, with its version';
comment on column leads.browser is 'the browser of the visitor, with its version';
comment on column leads.device_type is 'Desktop, Smartphone or Tablet';
comment on column leads.device_make is 'the make of the device';
comment on column leads.contact_name is 'the name of the contact the lead was mapped to';
comment on column leads.contact_company_name is 'the company of the contact';
comment on column leads.contact_email_address is 'the mail address of the contact';
comment on column leads.contact_phone_number is 'the phone number of the contact, in E.164 form';
comment on column leads.email_address is 'the mail address given with this lead';
comment on column leads.phone_number is 'the phone number given with this lead, in E.164 form';
comment on column leads.city is 'the city of the visitor or caller';
comment on column leads.state is 'the state or province, in two letters or in full';
comment on column leads.zip is 'the postal code';
comment on column leads.country is 'the country, in two letters (ISO 3166)';
comment on column leads.phone_name is 'calls and messages: the label of the tracking number';
comment on column leads.tracking_number is 'calls and messages: the number that was called, in E.164 form';
comment on column leads.destination_number is 'calls: the number it was put through to, in E.164 form';
comment on column leads.caller_number is
    'calls and messages: the number it came from; may be a word when the caller hides it';
comment on column leads.caller_name is 'calls: the name the telephone network gave';
comment on column leads.caller_city is 'calls: the city of the caller, as city';
comment on column leads.caller_state is 'calls: the state of the caller, as state';
comment on column leads.caller_zip is 'calls: the postal code of the caller, as zip';
comment on column leads.caller_country is 'calls: the country of the caller, as country';
comment on column leads.call_status is 'calls: In Progress or Completed';
comment on column leads.call_duration is 'calls: how long they lasted, in words';
comment on column leads.call_duration_seconds is 'calls: how long they lasted, in seconds';
comment on column leads.answer_status is 'calls: Answered, No Answer or Busy';
comment on column leads.line_type is 'calls and messages: Landline, Mobile and the like';
comment on column leads.recording is 'calls: where the recording is downloaded; asks for a login, holds no token';
comment on column leads.play_recording is 'calls: where the recording is played; asks for a login, holds no token';
comment on column leads.voicemail is 'calls: where the voicemail is downloaded; asks for a login, holds no token';
comment on column leads.play_voicemail is 'calls: where the voicemail is played; asks for a login, holds no token';
comment on column leads.call_transcription is 'calls: what was said, with the speakers; comes minutes after the call';
comment on column leads.voicemail_transcription is 'calls: what was said on the voicemail';
comment on column leads.message is 'text messages: the text';
comment on column leads.form_name is 'web forms: the name of the form';
comment on column leads.chat_status is 'chats: In Progress or Completed';
comment on column leads.event_category is 'events: the category';
comment on column leads.event_action is 'events: the action';
comment on column leads.event_label is 'events: the label';
comment on column leads.transaction_id is 'transactions: the number of the order; its amount is in sales_value';
comment on column leads.transaction_tax is 'transactions: the tax';
comment on column leads.transaction_shipping is 'transactions: the cost of shipping';
comment on column leads.sender_name is 'mails: the name of the sender';
comment on column leads.email_subject is 'mails: the subject';
comment on column leads.email_message is 'mails: the text';
comment on column leads.gclid is 'the click id of Google Ads';
comment on column leads.msclkid is 'the click id of Microsoft Advertising';
comment on column leads.facebook_browser_id is 'the browser id of Meta (_fbp)';
comment on column leads.facebook_click_id is 'the click id of Meta (_fbc); some answers spell it facebook_visitor_id';
comment on column leads.google_analytics_client_id is 'the client id of Google Analytics';
comment on column leads.google_analytics_session_id is 'the session id of Google Analytics';
comment on column leads.unbounce_page_id is 'the page id of Unbounce';
comment on column leads.unbounce_variant_id is 'the page variant of Unbounce';
comment on column leads.unbounce_visitor_id is 'the visitor id of Unbounce';
comment on column leads.hubspot_visitor_id is 'the visitor id of HubSpot';
comment on column leads.roistat_visit_id is 'the visit id of Roistat';
comment on column leads.salesforce_user_id is 'the user id of Salesforce; text, since some answers send a number';
comment on column leads.vwo_account_id is 'the account id of VWO';
comment on column leads.vwo_experiment_id is 'the experiment id of VWO';
comment on column leads.vwo_variant_id is 'the variant id of VWO';
comment on column leads.vwo_user_id is 'the user id of VWO';
comment on column leads.additional_fields is
    'what visitors typed and integrations sent, by label; the same as rows in lead_fields';
comment on column leads.custom_fields is
    'the custom fields of the profile, by name; null unless a single profile was read: a profile key, or '
    'profile by profile';
comment on column leads.field_mappings is
    'the contact details a form was mapped to, by name; null unless a single profile was read, as custom_fields';
comment on column leads.lead_analysis is 'what Lead Intelligence found, by question; Elite plans';
comment on column leads.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column leads._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column leads._loaded_at is 'when that package changed it';
comment on column leads._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
comment on column leads._fingerprint is
    'fingerprint of the record as it was received, 16 bytes; a record with the same one is not written again';
