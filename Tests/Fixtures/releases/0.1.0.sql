-- A dataset as sluice 0.1.0 made it: `sluice load --customer-journey` from `sluice sandbox --seed 81 --leads 12
-- --newest 2026-11-01`. By pg_dump of PostgreSQL 15 with --no-owner --no-privileges --no-comments --inserts
-- --rows-per-insert=100 --exclude-table-data='sluice_staging.*', without the lines that set something for the session.
-- The host is replaced. How to add one of the next release: see ReleaseFixtureTests.

CREATE SCHEMA sluice;

CREATE SCHEMA sluice_staging;

CREATE SCHEMA whatconverts;

CREATE TABLE sluice.added_fields (
    dataset text NOT NULL,
    resource text NOT NULL,
    field text NOT NULL,
    column_name text NOT NULL,
    column_type text NOT NULL,
    version integer NOT NULL,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE sluice.datasets (
    dataset text NOT NULL,
    source text NOT NULL,
    base_url text NOT NULL,
    key_scope text NOT NULL,
    facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE sluice.leases (
    dataset text NOT NULL,
    fence bigint DEFAULT 0 NOT NULL,
    holder text,
    package_id uuid,
    heartbeat_at timestamp with time zone,
    expires_at timestamp with time zone
);

CREATE TABLE sluice.load_batches (
    package_id uuid NOT NULL,
    resource text NOT NULL,
    span_id uuid NOT NULL,
    batch integer NOT NULL,
    from_time timestamp with time zone,
    until_time timestamp with time zone,
    pages bigint DEFAULT 0 NOT NULL,
    records bigint DEFAULT 0 NOT NULL,
    reread_records bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    inserted bigint DEFAULT 0 NOT NULL,
    updated bigint DEFAULT 0 NOT NULL,
    unchanged bigint DEFAULT 0 NOT NULL,
    deleted bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    discarded bigint DEFAULT 0 NOT NULL,
    fingerprints_renewed bigint DEFAULT 0 NOT NULL,
    children jsonb DEFAULT '{}'::jsonb NOT NULL,
    replaced_characters bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    fetch_ms bigint DEFAULT 0 NOT NULL,
    stage_ms bigint DEFAULT 0 NOT NULL,
    merge_ms bigint DEFAULT 0 NOT NULL,
    wal_bytes bigint,
    merged_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT load_batches_records_add_up CHECK ((records = (((((inserted + updated) + unchanged) + duplicates) + rejected) + discarded)))
);

CREATE TABLE sluice.load_jobs (
    package_id uuid NOT NULL,
    resource text NOT NULL,
    status text DEFAULT 'started'::text NOT NULL,
    requests bigint DEFAULT 0 NOT NULL,
    records bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    inserted bigint DEFAULT 0 NOT NULL,
    updated bigint DEFAULT 0 NOT NULL,
    unchanged bigint DEFAULT 0 NOT NULL,
    deleted bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    discarded bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    message text,
    error text,
    CONSTRAINT load_jobs_status_is_known CHECK ((status = ANY (ARRAY['started'::text, 'loaded'::text, 'partial'::text, 'failed'::text, 'cancelled'::text, 'skipped'::text, 'abandoned'::text])))
);

CREATE TABLE sluice.load_packages (
    package_id uuid NOT NULL,
    dataset text NOT NULL,
    source text NOT NULL,
    trigger text NOT NULL,
    status text DEFAULT 'started'::text NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    fence bigint,
    requests bigint DEFAULT 0 NOT NULL,
    records bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    sluice_version text NOT NULL,
    host text NOT NULL,
    error text,
    CONSTRAINT load_packages_status_is_known CHECK ((status = ANY (ARRAY['started'::text, 'loaded'::text, 'partial'::text, 'failed'::text, 'cancelled'::text, 'abandoned'::text])))
);

CREATE TABLE sluice.observed_fields (
    dataset text NOT NULL,
    resource text NOT NULL,
    field text NOT NULL,
    json_kinds text[] DEFAULT '{}'::text[] NOT NULL,
    occurrences bigint DEFAULT 0 NOT NULL,
    first_seen timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_seen timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    first_package_id uuid NOT NULL,
    last_package_id uuid NOT NULL
);

CREATE TABLE sluice.rejected_records (
    dataset text NOT NULL,
    resource text NOT NULL,
    body_sha256 bytea NOT NULL,
    record_key text,
    column_name text,
    reason text NOT NULL,
    record bytea NOT NULL,
    occurrences bigint DEFAULT 1 NOT NULL,
    first_package_id uuid NOT NULL,
    last_package_id uuid NOT NULL,
    first_seen timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_seen timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    replayed_by uuid
);

CREATE TABLE sluice.request_budget (
    key_fingerprint text NOT NULL,
    day date NOT NULL,
    daily_limit bigint NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    spent bigint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    CONSTRAINT request_budget_daily_limit_is_not_negative CHECK ((daily_limit >= 0)),
    CONSTRAINT request_budget_reserved_is_not_negative CHECK ((reserved >= 0)),
    CONSTRAINT request_budget_spent_is_not_negative CHECK ((spent >= 0))
);

CREATE TABLE sluice.request_reservations (
    key_fingerprint text NOT NULL,
    day date NOT NULL,
    package_id uuid NOT NULL,
    resource text NOT NULL,
    share text DEFAULT ''::text NOT NULL,
    dataset text NOT NULL,
    fence bigint NOT NULL,
    reserved bigint DEFAULT 0 NOT NULL,
    spent bigint DEFAULT 0 NOT NULL,
    unsettled bigint DEFAULT 0 NOT NULL,
    CONSTRAINT request_reservations_are_not_negative CHECK (((reserved >= 0) AND (spent >= 0) AND (unsettled >= 0)))
);

CREATE TABLE sluice.schema_versions (
    dataset text NOT NULL,
    line text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    sql text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    duration_ms bigint NOT NULL,
    applied_by text DEFAULT SESSION_USER NOT NULL,
    sluice_version text NOT NULL,
    CONSTRAINT schema_versions_version_is_positive CHECK ((version > 0))
);

CREATE TABLE sluice.spans (
    span_id uuid NOT NULL,
    dataset text NOT NULL,
    resource text NOT NULL,
    scope text DEFAULT ''::text NOT NULL,
    tier text NOT NULL,
    span_start timestamp with time zone NOT NULL,
    span_end timestamp with time zone NOT NULL,
    "position" timestamp with time zone NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT spans_position_lies_within CHECK ((("position" >= span_start) AND ("position" <= span_end)))
);

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 accounts" (
    _ordinal bigint NOT NULL,
    account_id bigint,
    account_name text,
    date_created timestamp with time zone,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 accounts verdicts" (
    _ordinal bigint NOT NULL,
    account_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 lead_fields" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    field_group text,
    "position" integer,
    name text,
    value text
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 lead_journey_page_views" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    step integer,
    "position" integer,
    page_order integer,
    page_url text,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 lead_journey_steps" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    step integer,
    type text,
    date_created timestamp with time zone,
    lead_source text,
    lead_medium text,
    lead_campaign text,
    lead_content text,
    lead_keyword text,
    step_lead_id bigint,
    lead_type text,
    lead_url text,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 leads" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    account_id bigint,
    profile_id bigint,
    date_created timestamp with time zone,
    last_updated timestamp with time zone,
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
    _fingerprint bytea
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 leads verdicts" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 profiles" (
    _ordinal bigint NOT NULL,
    profile_id bigint,
    account_id bigint,
    profile_name text,
    date_created timestamp with time zone,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 profiles verdicts" (
    _ordinal bigint NOT NULL,
    profile_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 roles" (
    _ordinal bigint NOT NULL,
    role_id bigint,
    role_type text,
    role_name text,
    lead_notifications boolean,
    permissions jsonb,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 roles verdicts" (
    _ordinal bigint NOT NULL,
    role_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 tracking_forms" (
    _ordinal bigint NOT NULL,
    form_id bigint,
    account_id bigint,
    profile_id bigint,
    profile text,
    form_name text,
    attribute_type text,
    attribute_type_value text,
    submit_attribute_type text,
    submit_attribute_type_value text,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 tracking_forms verdicts" (
    _ordinal bigint NOT NULL,
    form_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 tracking_numbers" (
    _ordinal bigint NOT NULL,
    phone_number_id bigint,
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
    last_used timestamp with time zone,
    call_recording boolean,
    voice boolean,
    messaging boolean,
    pending_activation boolean,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 tracking_numbers verdicts" (
    _ordinal bigint NOT NULL,
    phone_number_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 user_accounts" (
    _ordinal bigint NOT NULL,
    user_id bigint,
    account_id bigint,
    role_id bigint,
    role_name text,
    reports boolean,
    phone_calls boolean,
    web_forms boolean,
    transactions boolean,
    events boolean,
    chats boolean,
    emails boolean,
    other boolean,
    text_messages boolean,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 user_accounts verdicts" (
    _ordinal bigint NOT NULL,
    user_id bigint,
    account_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 users" (
    _ordinal bigint NOT NULL,
    user_id bigint,
    user_type text,
    email text,
    pending_activation boolean,
    date_created timestamp with time zone,
    role_id bigint,
    role_name text,
    notify_reports boolean,
    notify_phone_calls boolean,
    notify_web_forms boolean,
    notify_transactions boolean,
    notify_events boolean,
    notify_chats boolean,
    notify_emails boolean,
    notify_other boolean,
    notify_text_messages boolean,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 0 users verdicts" (
    _ordinal bigint NOT NULL,
    user_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 1 lead_fields" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    field_group text,
    "position" integer,
    name text,
    value text
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 1 lead_journey_page_views" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    step integer,
    "position" integer,
    page_order integer,
    page_url text,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 1 lead_journey_steps" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    step integer,
    type text,
    date_created timestamp with time zone,
    lead_source text,
    lead_medium text,
    lead_campaign text,
    lead_content text,
    lead_keyword text,
    step_lead_id bigint,
    lead_type text,
    lead_url text,
    extra jsonb
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 1 leads" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    account_id bigint,
    profile_id bigint,
    date_created timestamp with time zone,
    last_updated timestamp with time zone,
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
    _fingerprint bytea
)
WITH (autovacuum_enabled='false');

CREATE UNLOGGED TABLE sluice_staging."whatconverts 1 leads verdicts" (
    _ordinal bigint NOT NULL,
    lead_id bigint,
    verdict "char" NOT NULL
)
WITH (autovacuum_enabled='false');

CREATE TABLE whatconverts.accounts (
    account_id bigint NOT NULL,
    account_name text,
    date_created timestamp with time zone,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.lead_fields (
    lead_id bigint NOT NULL,
    field_group text NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    value text
);

CREATE TABLE whatconverts.lead_journey_page_views (
    lead_id bigint NOT NULL,
    step integer NOT NULL,
    "position" integer NOT NULL,
    page_order integer,
    page_url text,
    extra jsonb
);

CREATE TABLE whatconverts.lead_journey_steps (
    lead_id bigint NOT NULL,
    step integer NOT NULL,
    type text,
    date_created timestamp with time zone,
    lead_source text,
    lead_medium text,
    lead_campaign text,
    lead_content text,
    lead_keyword text,
    step_lead_id bigint,
    lead_type text,
    lead_url text,
    extra jsonb
);

CREATE TABLE whatconverts.leads (
    lead_id bigint NOT NULL,
    account_id bigint,
    profile_id bigint,
    date_created timestamp with time zone,
    last_updated timestamp with time zone,
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
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone,
    _fingerprint bytea
);

CREATE TABLE whatconverts.profiles (
    profile_id bigint NOT NULL,
    account_id bigint,
    profile_name text,
    date_created timestamp with time zone,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.roles (
    role_id bigint NOT NULL,
    role_type text,
    role_name text,
    lead_notifications boolean,
    permissions jsonb,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.tracking_forms (
    form_id bigint NOT NULL,
    account_id bigint,
    profile_id bigint,
    profile text,
    form_name text,
    attribute_type text,
    attribute_type_value text,
    submit_attribute_type text,
    submit_attribute_type_value text,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.tracking_numbers (
    phone_number_id bigint NOT NULL,
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
    last_used timestamp with time zone,
    call_recording boolean,
    voice boolean,
    messaging boolean,
    pending_activation boolean,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.user_accounts (
    user_id bigint NOT NULL,
    account_id bigint NOT NULL,
    role_id bigint,
    role_name text,
    reports boolean,
    phone_calls boolean,
    web_forms boolean,
    transactions boolean,
    events boolean,
    chats boolean,
    emails boolean,
    other boolean,
    text_messages boolean,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

CREATE TABLE whatconverts.users (
    user_id bigint NOT NULL,
    user_type text,
    email text,
    pending_activation boolean,
    date_created timestamp with time zone,
    role_id bigint,
    role_name text,
    notify_reports boolean,
    notify_phone_calls boolean,
    notify_web_forms boolean,
    notify_transactions boolean,
    notify_events boolean,
    notify_chats boolean,
    notify_emails boolean,
    notify_other boolean,
    notify_text_messages boolean,
    extra jsonb,
    _package_id uuid NOT NULL,
    _loaded_at timestamp with time zone NOT NULL,
    _deleted_at timestamp with time zone
);

INSERT INTO sluice.datasets VALUES
	('whatconverts', 'whatconverts', 'http://127.0.0.1:8765/api/v1/', 'agency', '{"roles.details_read_at": "2026-11-25T00:13:55Z", "roles.details_read_to": "", "users.details_read_at": "2026-11-25T00:13:55Z", "users.details_read_to": "", "leads.default_holds_separate": "true"}', '2026-11-25 00:13:54.654869+00');

INSERT INTO sluice.leases VALUES
	('whatconverts', 1, 'a-host, process 1', NULL, '2026-11-25 00:13:54.62681+00', '2026-11-25 00:13:55.478187+00');

INSERT INTO sluice.load_batches VALUES
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'accounts', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 1, 12, 0, 0, 12, 0, 0, 0, 0, 0, 0, '{}', 0, 4579, 2, 34, 5, 5688, '2026-11-25 00:13:54.706363+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'profiles', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 0, 30, 0, 0, 30, 0, 0, 0, 0, 0, 0, '{}', 0, 0, 0, 0, 4, 11136, '2026-11-25 00:13:54.71278+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 2, 48, 0, 0, 48, 0, 0, 0, 0, 0, 0, '{}', 0, 7453, 3, 13, 4, 17936, '2026-11-25 00:13:54.749599+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 2, 9, 0, 0, 9, 0, 0, 0, 0, 0, 0, '{}', 0, 841, 3, 13, 3, 4640, '2026-11-25 00:13:54.779911+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_numbers', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 1, 90, 0, 0, 90, 0, 0, 0, 0, 0, 0, '{}', 0, 48881, 2, 15, 5, 42472, '2026-11-25 00:13:54.810108+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_forms', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 1, 47, 0, 0, 47, 0, 0, 0, 0, 0, 0, '{}', 0, 12084, 2, 11, 4, 18160, '2026-11-25 00:13:54.837034+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7df8-9040-aa66d82b96b3', 1, NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 1, 0, 0, 0, '2026-11-25 00:13:54.857335+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7df8-9040-aa66d82b96b3', 3, '2026-11-22 00:12:54+00', '2026-11-25 00:12:54+00', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 1, 0, 0, 0, '2026-11-25 00:13:54.863576+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-704f-8230-6f91bb90dfbc', 1, NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 1, 0, 0, 0, '2026-11-25 00:13:54.872683+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7d6f-9987-85002ec1688f', 1, NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 5, 0, 0, 0, '2026-11-25 00:13:54.89265+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7a9d-a3d0-0e34ce40bb9d', 1, NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 6, 0, 0, 41240, '2026-11-25 00:13:54.901646+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7d6f-9987-85002ec1688f', 3, '2023-09-09 00:12:57+00', '2024-10-03 00:12:57+00', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 5, 0, 0, 0, '2026-11-25 00:13:54.913057+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7a9d-a3d0-0e34ce40bb9d', 3, '2022-08-15 00:12:58+00', '2023-09-09 00:12:58+00', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 3, 0, 0, 2760, '2026-11-25 00:13:54.927449+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7dfa-a57f-b08e3fc361cd', 1, NULL, NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, '{"lead_journey_steps": 3, "lead_journey_page_views": 2}', 0, 4065, 1, 47, 41, 56120, '2026-11-25 00:13:54.972526+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-78e6-ac80-2da53fd99acc', 1, NULL, NULL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 4, 0, 0, 0, '2026-11-25 00:13:54.976781+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-704f-8230-6f91bb90dfbc', 3, '2025-10-28 00:12:55+00', '2026-11-22 00:12:55+00', 1, 4, 0, 0, 4, 0, 0, 0, 0, 0, 0, '{"lead_fields": 12, "lead_journey_steps": 8, "lead_journey_page_views": 15}', 0, 8323, 4, 62, 34, 15168, '2026-11-25 00:13:55.016274+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-78e6-ac80-2da53fd99acc', 3, '2022-06-08 05:46:30+00', '2022-08-15 00:12:59+00', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 81, 2, 0, 0, 0, '2026-11-25 00:13:55.020089+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '01a2100d-451d-7dfa-a57f-b08e3fc361cd', 3, '2024-10-03 00:12:56+00', '2025-10-28 00:12:56+00', 1, 8, 0, 0, 7, 0, 1, 0, 0, 0, 0, '{"lead_fields": 20, "lead_journey_steps": 21, "lead_journey_page_views": 36}', 0, 26422, 3, 8, 8, 27408, '2026-11-25 00:13:55.031386+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', '00000000-0000-0000-0000-000000000000', 2, NULL, NULL, 48, 48, 0, 0, 0, 8, 40, 0, 0, 0, 0, '{}', 0, 24471, 420, 98, 2, 896, '2026-11-25 00:13:55.276052+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'user_accounts', '00000000-0000-0000-0000-000000000000', 1, NULL, NULL, 0, 60, 0, 0, 60, 0, 0, 0, 0, 0, 0, '{}', 0, 0, 0, 0, 4, 18632, '2026-11-25 00:13:55.281794+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', '00000000-0000-0000-0000-000000000000', 3, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 0, 0, 0, 0, 0, '2026-11-25 00:13:55.284459+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'user_accounts', '00000000-0000-0000-0000-000000000000', 2, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 0, 0, 0, 0, 608, '2026-11-25 00:13:55.286163+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', '00000000-0000-0000-0000-000000000000', 2, NULL, NULL, 9, 9, 0, 0, 0, 9, 0, 0, 0, 0, 0, '{}', 0, 3009, 75, 10, 2, 2376, '2026-11-25 00:13:55.331546+00'),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', '00000000-0000-0000-0000-000000000000', 3, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', 0, 0, 0, 0, 0, 0, '2026-11-25 00:13:55.334292+00');

INSERT INTO sluice.load_jobs VALUES
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'accounts', 'loaded', 1, 12, 0, 12, 0, 0, 0, 0, 0, '2026-11-25 00:13:54.657393+00', '2026-11-25 00:13:54.717898+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'profiles', 'loaded', 0, 30, 0, 30, 0, 0, 0, 0, 0, '2026-11-25 00:13:54.658824+00', '2026-11-25 00:13:54.719793+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', 'loaded', 50, 96, 0, 48, 8, 40, 0, 0, 0, '2026-11-25 00:13:54.721108+00', '2026-11-25 00:13:55.288725+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'user_accounts', 'loaded', 0, 60, 0, 60, 0, 0, 0, 0, 0, '2026-11-25 00:13:54.722267+00', '2026-11-25 00:13:55.290262+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', 'loaded', 11, 18, 0, 9, 9, 0, 0, 0, 0, '2026-11-25 00:13:54.754763+00', '2026-11-25 00:13:55.33671+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_numbers', 'loaded', 1, 90, 0, 90, 0, 0, 0, 0, 0, '2026-11-25 00:13:54.783365+00', '2026-11-25 00:13:54.812922+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_forms', 'loaded', 1, 47, 0, 47, 0, 0, 0, 0, 0, '2026-11-25 00:13:54.814519+00', '2026-11-25 00:13:54.839506+00', NULL, NULL),
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', 'loaded', 12, 13, 0, 12, 0, 1, 0, 0, 0, '2026-11-25 00:13:54.8408+00', '2026-11-25 00:13:55.035098+00', NULL, NULL);

INSERT INTO sluice.load_packages VALUES
	('01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'whatconverts', 'whatconverts', 'manual', 'loaded', '2026-11-25 00:13:54.630654+00', '2026-11-25 00:13:55.472598+00', 1, 77, 366, 0, '0.1.0', 'a-host', NULL);

INSERT INTO sluice.request_budget VALUES
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', 10000, 0, 77, '2026-11-25 00:13:55.325454+00');

INSERT INTO sluice.request_reservations VALUES
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '', '', 'whatconverts', 1, 0, 1, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'accounts', 'lists', 'whatconverts', 1, 0, 1, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', 'lists', 'whatconverts', 1, 0, 2, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', 'lists', 'whatconverts', 1, 0, 2, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_numbers', 'lists', 'whatconverts', 1, 0, 1, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'tracking_forms', 'lists', 'whatconverts', 1, 0, 1, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'roles', 'role details', 'whatconverts', 1, 0, 9, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'leads', '', 'whatconverts', 1, 0, 12, 0),
	('d0ea989be6cf7b07210f8aebf7442cce08314313b90a785602cea4e7026c17f4', '2026-11-25', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', 'users', 'user details', 'whatconverts', 1, 0, 48, 0);

INSERT INTO sluice.schema_versions VALUES
	('', 'sluice', 1, 'create_schema_versions', '55fc798e5dabd0537abaa1d0173da499673c0c12cb424f305c40f2ff21545e89', '-- The record of migrations is itself the first migration: as long as this table is missing, nothing has been applied.
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

comment on schema sluice is ''what Sluice knows about its loads; shared by all datasets of this database'';

comment on table schema_versions is ''each migration that was applied, in which dataset, with its text and checksum'';
comment on column schema_versions.dataset is
    ''the dataset (schema) it was applied to; empty for the tables of Sluice itself'';
comment on column schema_versions.line is
    ''the line of migrations: "sluice" for its own tables, else the name of the source'';
comment on column schema_versions.version is
    ''the number in front of the file name; each line counts from 1, without gaps'';
comment on column schema_versions.name is ''the verb phrase of the file name, such as create_leads'';
comment on column schema_versions.checksum is
    ''SHA-256 of the file in hexadecimal; a file that changes after it was applied stops every later run'';
comment on column schema_versions.sql is ''the text that ran'';
comment on column schema_versions.applied_at is ''when it was applied, by the clock of the server'';
comment on column schema_versions.duration_ms is ''how long it ran, in milliseconds'';
comment on column schema_versions.applied_by is ''the database role that applied it'';
comment on column schema_versions.sluice_version is ''the version of the program that applied it'';
', '2026-11-25 00:13:54.399472+00', 7, 'postgres', '0.1.0'),
	('', 'sluice', 2, 'create_datasets', 'f04706f0d4af9c32733e26fe29b849b7429d1227d0e189ea9a82e8396cfb6476', 'create table datasets (
    dataset text primary key,
    source text not null,
    base_url text not null,
    key_scope text not null,
    facts jsonb not null default ''{}'',
    created_at timestamptz not null default clock_timestamp()
);

comment on table datasets is
    ''each dataset of this database and what it was filled from; a load with another key or host is refused'';
comment on column datasets.dataset is ''the name of the dataset, which is that of its schema'';
comment on column datasets.source is ''the source it is filled from, such as whatconverts'';
comment on column datasets.base_url is ''the address of the API it was filled from'';
comment on column datasets.key_scope is
    ''what the API key could see when the dataset was made: its kind, and whose key it is when the kind does not say'';
comment on column datasets.facts is
    ''what was seen of the API and is remembered, such as that its default answer holds spam; an object by topic'';
comment on column datasets.created_at is ''when the dataset was first loaded'';
', '2026-11-25 00:13:54.408267+00', 5, 'postgres', '0.1.0'),
	('', 'sluice', 3, 'create_load_packages', '935856fd67fe848037da877041a2e1ba2b074cb7a21fd4696bb648afb2e33538', 'create table load_packages (
    package_id uuid primary key,
    dataset text not null,
    source text not null,
    trigger text not null,
    status text not null default ''started'',
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    fence bigint,
    requests bigint not null default 0,
    records bigint not null default 0,
    rejected bigint not null default 0,
    sluice_version text not null,
    host text not null,
    error text,
    constraint load_packages_status_is_known
        check (status in (''started'', ''loaded'', ''partial'', ''failed'', ''cancelled'', ''abandoned''))
);

-- The last runs of a dataset: what the status and the dashboard ask for.
create index load_packages_dataset_started_at on load_packages (dataset, started_at desc);

comment on table load_packages is
    ''each run of a load; the row is committed before the first request, so that a crash leaves a trace'';
comment on column load_packages.package_id is
    ''the id of the package (UUIDv7, so it sorts by time); rows of the data tables name it in _package_id'';
comment on column load_packages.dataset is ''the dataset that was loaded'';
comment on column load_packages.source is ''the source it was loaded from'';
comment on column load_packages.trigger is ''what asked for the run: the command, and how it was narrowed'';
comment on column load_packages.status is
    ''started; then loaded (all of it), partial (go on later), failed, cancelled (by a signal), ''
    ''or abandoned (its process vanished and a later run took over)'';
comment on column load_packages.started_at is ''when the run began'';
comment on column load_packages.finished_at is ''when the run ended; null while it works, or when it vanished'';
comment on column load_packages.fence is
    ''the fence under which the run held the dataset; what it writes counts only as long as the lease has this fence'';
comment on column load_packages.requests is ''requests sent to the API, retries included'';
comment on column load_packages.records is ''records received'';
comment on column load_packages.rejected is ''records that could not become rows; see rejected_records'';
comment on column load_packages.sluice_version is ''the version of the program'';
comment on column load_packages.host is ''the machine the run worked on'';
comment on column load_packages.error is ''why the run failed or stayed partial; holds no secret and no record'';

create table load_jobs (
    package_id uuid not null,
    resource text not null,
    status text not null default ''started'',
    requests bigint not null default 0,
    records bigint not null default 0,
    duplicates bigint not null default 0,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    deleted bigint not null default 0,
    rejected bigint not null default 0,
    discarded bigint not null default 0,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    message text,
    error text,
    primary key (package_id, resource),
    constraint load_jobs_status_is_known
        check (status in (''started'', ''loaded'', ''partial'', ''failed'', ''cancelled'', ''skipped'', ''abandoned''))
);

comment on table load_jobs is ''one resource within a load package: the sums of its batches, and how it ended'';
comment on column load_jobs.package_id is ''the load package'';
comment on column load_jobs.resource is ''the resource, which is the name of its table'';
comment on column load_jobs.status is
    ''started; then loaded, partial, failed, cancelled, abandoned as its package, ''
    ''or skipped (the key may not read the resource)'';
comment on column load_jobs.requests is ''requests sent for this resource, retries included'';
comment on column load_jobs.records is
    ''records received: inserted + updated + unchanged + duplicates + rejected + discarded'';
comment on column load_jobs.duplicates is ''records that came more than once in a batch; what was read last counted'';
comment on column load_jobs.inserted is ''rows that were new'';
comment on column load_jobs.updated is ''rows that changed, or returned from a tombstone'';
comment on column load_jobs.unchanged is ''records that the table already held as they came'';
comment on column load_jobs.deleted is ''rows that got a tombstone, since a complete reading no longer had them'';
comment on column load_jobs.rejected is ''records that could not become rows; see rejected_records'';
comment on column load_jobs.discarded is ''records set aside because the table holds a later state of them'';
comment on column load_jobs.started_at is ''when the job began'';
comment on column load_jobs.finished_at is ''when the job ended'';
comment on column load_jobs.message is ''a word for the reader that is not an error, such as why it was skipped'';
comment on column load_jobs.error is ''why it failed or stayed partial; holds no secret and no record'';

create table load_batches (
    package_id uuid not null,
    resource text not null,
    span_id uuid not null,
    batch integer not null,
    from_time timestamptz,
    until_time timestamptz,
    pages bigint not null default 0,
    records bigint not null default 0,
    reread_records bigint not null default 0,
    duplicates bigint not null default 0,
    inserted bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    deleted bigint not null default 0,
    rejected bigint not null default 0,
    discarded bigint not null default 0,
    fingerprints_renewed bigint not null default 0,
    children jsonb not null default ''{}'',
    replaced_characters bigint not null default 0,
    bytes bigint not null default 0,
    fetch_ms bigint not null default 0,
    stage_ms bigint not null default 0,
    merge_ms bigint not null default 0,
    wal_bytes bigint,
    merged_at timestamptz not null default clock_timestamp(),
    primary key (package_id, resource, span_id, batch),
    -- Nothing is dropped in silence: a batch whose counts do not add up is refused here, and with it its rows.
    constraint load_batches_records_add_up
        check (records = inserted + updated + unchanged + duplicates + rejected + discarded)
);

comment on table load_batches is
    ''the pages that were merged together; written in the transaction that made their rows visible'';
comment on column load_batches.package_id is ''the load package'';
comment on column load_batches.resource is ''the resource, which is the name of its table'';
comment on column load_batches.span_id is
    ''the span that was read (see spans); 00000000-0000-0000-0000-000000000000 for a list that is read in full'';
comment on column load_batches.batch is ''the place of the batch within its span and package'';
comment on column load_batches.from_time is ''the creation time from which the batch holds all records; null for lists'';
comment on column load_batches.until_time is ''the creation time up to which it does; null for lists'';
comment on column load_batches.pages is ''answers of the API in this batch'';
comment on column load_batches.records is
    ''records received: inserted + updated + unchanged + duplicates + rejected + discarded'';
comment on column load_batches.reread_records is
    ''of the records, those of the second that is read twice where two pages meet'';
comment on column load_batches.duplicates is ''records that came more than once; what was read last counted'';
comment on column load_batches.inserted is ''rows that were new'';
comment on column load_batches.updated is
    ''rows with a changed column or child row, and rows that returned from a tombstone'';
comment on column load_batches.unchanged is ''records that the table already held as they came'';
comment on column load_batches.deleted is
    ''rows that got a tombstone: the batch held all records of its stretch, and not these'';
comment on column load_batches.rejected is ''records that could not become rows; see rejected_records'';
comment on column load_batches.discarded is ''records set aside because the table holds a later state of them'';
comment on column load_batches.fingerprints_renewed is
    ''of the unchanged, those whose fingerprint alone was written anew, as after a changed mapping'';
comment on column load_batches.children is ''child rows written, by table'';
comment on column load_batches.replaced_characters is
    ''characters that PostgreSQL cannot store (U+0000, lone surrogates) and that U+FFFD stands for'';
comment on column load_batches.bytes is ''bytes of the answers, before parsing'';
comment on column load_batches.fetch_ms is ''milliseconds spent waiting for the API, summed over the pages'';
comment on column load_batches.stage_ms is ''milliseconds spent mapping and copying to the staging tables'';
comment on column load_batches.merge_ms is ''milliseconds spent in the transaction that merged it'';
comment on column load_batches.wal_bytes is
    ''write-ahead log written while it was merged, by the whole server; null when it was not measured'';
comment on column load_batches.merged_at is ''when it was merged'';
', '2026-11-25 00:13:54.431849+00', 21, 'postgres', '0.1.0'),
	('', 'sluice', 4, 'create_spans', 'bb6447dc484f51e74948077d873fa9833d2f2dc93cd974598f7b92dc3e3a58bb', 'create table spans (
    span_id uuid primary key,
    dataset text not null,
    resource text not null,
    scope text not null default '''',
    tier text not null,
    span_start timestamptz not null,
    span_end timestamptz not null,
    position timestamptz not null,
    opened_by uuid not null,
    opened_at timestamptz not null default clock_timestamp(),
    done_at timestamptz,
    constraint spans_position_lies_within check (position between span_start and span_end)
);

-- What an earlier run left open is read first. Few rows are open at a time, so this index stays small.
create index spans_open on spans (dataset, resource, scope) where done_at is null;

-- When a tier was last done, and how far back the backfill has come.
create index spans_done on spans (dataset, resource, scope, tier, done_at) where done_at is not null;

comment on table spans is
    ''the stretches of creation time that are read, and how far each has been merged; a crash goes on at the position'';
comment on column spans.span_id is ''the id of the span (UUIDv7)'';
comment on column spans.dataset is ''the dataset'';
comment on column spans.resource is ''the resource, which is the name of its table'';
comment on column spans.scope is
    ''the part of the API that was read, such as one profile; empty when it was everything the key sees'';
comment on column spans.tier is ''why it is read: the name of a look-back tier, or backfill'';
comment on column spans.span_start is ''the first instant of the stretch'';
comment on column spans.span_end is ''the last instant of the stretch; fixed before its first page is read'';
comment on column spans.position is
    ''how far it has been merged: all records created before this instant are in the table'';
comment on column spans.opened_by is ''the load package that began it'';
comment on column spans.opened_at is ''when it was begun'';
comment on column spans.done_at is ''when its last page was merged; null as long as there is something left to read'';
', '2026-11-25 00:13:54.443328+00', 8, 'postgres', '0.1.0'),
	('', 'sluice', 5, 'create_leases', 'b1b47839c810bce7d0e5a4c4d37a8d7c9649d1230723859ce7882ba4c1655bb1', 'create table leases (
    dataset text primary key,
    fence bigint not null default 0,
    holder text,
    package_id uuid,
    backend_pids integer[] not null default ''{}'',
    heartbeat_at timestamptz,
    expires_at timestamptz,
    -- The fence must be part of a unique key. Only then is a bump of it a change of the key to PostgreSQL, which waits
    -- for the `for key share` of a run''s transactions; a heartbeat changes no key and passes by them.
    constraint leases_dataset_fence_key unique (dataset, fence)
);

comment on table leases is
    ''who works on a dataset; at most one run does, and a run that lost its lease can write nothing'';
comment on column leases.dataset is ''the dataset'';
comment on column leases.fence is
    ''counts the runs that held the dataset; every transaction of a run first asserts that the fence is still its own'';
comment on column leases.holder is ''the host and process that hold the dataset, or held it last'';
comment on column leases.package_id is ''the load package of the holder; null when nobody holds the dataset'';
comment on column leases.backend_pids is
    ''the server processes of the holder: they are ended when the holder is paused and another run takes over'';
comment on column leases.heartbeat_at is ''when the holder last renewed the lease, by the clock of the server'';
comment on column leases.expires_at is ''when another run may take the dataset over'';
', '2026-11-25 00:13:54.453563+00', 8, 'postgres', '0.1.0'),
	('', 'sluice', 6, 'create_rejected_records', '5a34702c9f977b4392a55013503f23bb7cd42d76368f3a3b7858f25e15fdfb65', 'create table rejected_records (
    dataset text not null,
    resource text not null,
    body_sha256 bytea not null,
    record_key text,
    column_name text,
    reason text not null,
    record bytea not null,
    occurrences bigint not null default 1,
    first_package_id uuid not null,
    last_package_id uuid not null,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    replayed_by uuid,
    primary key (dataset, resource, body_sha256)
);

create index rejected_records_dataset_last_seen on rejected_records (dataset, last_seen desc);

comment on table rejected_records is
    ''records that could not become rows, kept as they came, each once however often it comes'';
comment on column rejected_records.dataset is ''the dataset'';
comment on column rejected_records.resource is ''the resource that the record belongs to'';
comment on column rejected_records.body_sha256 is ''SHA-256 of the record: what tells that it is the same one again'';
comment on column rejected_records.record_key is ''the key of the record as text, when it had one'';
comment on column rejected_records.column_name is ''the column that its value did not fit, when it was one column'';
comment on column rejected_records.reason is ''why it was rejected, without the value'';
comment on column rejected_records.record is
    ''the record byte by byte, since it may hold what no text column takes; convert_from(record, ''''UTF8'''') shows it'';
comment on column rejected_records.occurrences is ''how often it came'';
comment on column rejected_records.first_package_id is ''the load package that met it first'';
comment on column rejected_records.last_package_id is ''the load package that met it last'';
comment on column rejected_records.first_seen is ''when it came first'';
comment on column rejected_records.last_seen is ''when it came last'';
comment on column rejected_records.replayed_by is
    ''the load package that made a row of it later on; null while it waits'';
', '2026-11-25 00:13:54.464593+00', 8, 'postgres', '0.1.0'),
	('', 'sluice', 7, 'create_request_budget', '3cecb48960d9eddb233d16835db0c5b7cab0530e1ec0798979a1c578d5cb638a', 'create table request_budget (
    key_fingerprint text not null,
    day date not null,
    daily_limit bigint not null,
    reserved bigint not null default 0,
    spent bigint not null default 0,
    primary key (key_fingerprint, day),
    constraint request_budget_daily_limit_is_not_negative check (daily_limit >= 0),
    constraint request_budget_reserved_is_not_negative check (reserved >= 0),
    constraint request_budget_spent_is_not_negative check (spent >= 0)
);

comment on table request_budget is
    ''requests per API key and day, counted for all processes that share the key, before they are sent'';
comment on column request_budget.key_fingerprint is
    ''SHA-256 in hexadecimal of the host and the token, so that processes with the same key meet; never of the secret'';
comment on column request_budget.day is ''the day, in UTC'';
comment on column request_budget.daily_limit is ''the requests that the key may send in a day'';
comment on column request_budget.reserved is
    ''requests set aside by running loads and not sent yet; a load that crashes leaves its own here until the day ends'';
comment on column request_budget.spent is ''requests sent, retries included'';
', '2026-11-25 00:13:54.47452+00', 7, 'postgres', '0.1.0'),
	('', 'sluice', 8, 'create_observed_fields', '4c74e24e58a6a0dd30b27c5d178db06f61c0279639208768b5b4f240765e4218', 'create table observed_fields (
    dataset text not null,
    resource text not null,
    field text not null,
    json_kinds text[] not null default ''{}'',
    occurrences bigint not null default 0,
    first_seen timestamptz not null default clock_timestamp(),
    last_seen timestamptz not null default clock_timestamp(),
    first_package_id uuid not null,
    last_package_id uuid not null,
    primary key (dataset, resource, field)
);

comment on table observed_fields is
    ''fields that records were seen to have and that no column takes; their values are in the column extra'';
comment on column observed_fields.dataset is ''the dataset'';
comment on column observed_fields.resource is ''the resource whose records have it'';
comment on column observed_fields.field is ''the name of the field as the API spells it'';
comment on column observed_fields.json_kinds is
    ''the kinds of JSON values it was seen with: string, number, boolean, null, object, array'';
comment on column observed_fields.occurrences is
    ''in how many records it was seen, of those that were mapped (a record known by its fingerprint is not)'';
comment on column observed_fields.first_seen is ''when it was seen first'';
comment on column observed_fields.last_seen is ''when it was seen last'';
comment on column observed_fields.first_package_id is ''the load package that saw it first'';
comment on column observed_fields.last_package_id is ''the load package that saw it last'';

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
    ''fields that got a column in this dataset beyond what the source declares'';
comment on column added_fields.dataset is ''the dataset'';
comment on column added_fields.resource is ''the resource, which is the name of the table that has the column'';
comment on column added_fields.field is ''the name of the field as the API spells it'';
comment on column added_fields.column_name is ''the column that takes it'';
comment on column added_fields.column_type is ''the type of the column'';
comment on column added_fields.version is ''the migration that added the column (see schema_versions)'';
comment on column added_fields.added_at is ''when it was added'';
', '2026-11-25 00:13:54.489582+00', 12, 'postgres', '0.1.0'),
	('', 'sluice', 9, 'create_staging_schema', '837b2f1464ddcf1c58647d0b10aa5133883595afce028244817a9092d6eb3505', '-- Who may not create schemas can have this one made beforehand. `create schema if not exists` would still ask for the
-- right to create one.
do $$
begin
    if to_regnamespace(''sluice_staging'') is null then
        create schema sluice_staging;
        comment on schema sluice_staging is
            ''where pages land before they are merged: unlogged tables per dataset and slot, made when they are needed'';
    end if;
end
$$;
', '2026-11-25 00:13:54.494753+00', 2, 'postgres', '0.1.0'),
	('', 'sluice', 10, 'reserve_requests', '094ec049f7079a64dc19e7a231e7cd1db05a7dfd943059d7231475475c6c44d0', '-- A request counts before it is sent, for all processes that share the key. How many of them are under way at once is what
-- `reserved` says; `next_at` keeps them a millisecond apart.
alter table request_budget add column next_at timestamptz;

comment on column request_budget.reserved is
    ''requests under way: reserved, and not settled yet. What a run that died had under way is counted as spent'';
comment on column request_budget.spent is
    ''requests sent, retries included, and those that a run which died may have sent'';
comment on column request_budget.next_at is
    ''the earliest instant at which the next request with this key may be sent'';

create table request_reservations (
    key_fingerprint text not null,
    day date not null,
    package_id uuid not null,
    resource text not null,
    share text not null default '''',
    dataset text not null,
    fence bigint not null,
    reserved bigint not null default 0,
    spent bigint not null default 0,
    unsettled bigint not null default 0,
    primary key (key_fingerprint, day, package_id, resource, share),
    constraint request_reservations_are_not_negative check (reserved >= 0 and spent >= 0 and unsettled >= 0)
);

-- What one package, or a dead one, used.
create index request_reservations_package_id on request_reservations (package_id);

comment on table request_reservations is
    ''the requests of request_budget by who made them, so that those of a run that died can be told; kept for some days'';
comment on column request_reservations.key_fingerprint is ''the key (see request_budget)'';
comment on column request_reservations.day is ''the day, in UTC'';
comment on column request_reservations.package_id is ''the load package'';
comment on column request_reservations.resource is
    ''the resource that was asked for; empty for the requests that find out the kind of the key'';
comment on column request_reservations.share is
    ''the share of the day that they count against; empty for what may use all of it'';
comment on column request_reservations.dataset is ''the dataset of the run'';
comment on column request_reservations.fence is ''the fence of the run: with the lease it tells whether the run still lives'';
comment on column request_reservations.reserved is ''requests under way'';
comment on column request_reservations.spent is ''requests that were answered, or failed'';
comment on column request_reservations.unsettled is
    ''requests that were under way when the run ended: they may have been sent, and count as such'';
', '2026-11-25 00:13:54.504407+00', 7, 'postgres', '0.1.0'),
	('', 'sluice', 11, 'mark_transactions_by_locks', '94b6dd98b1a67b90b257ec5590c92cfa10b2e9ae1725564363396d3ab26bc311', '-- Behind a pooler a run has another server process for each transaction, so a list of them says nothing. Each transaction
-- of a run takes a shared advisory lock that is made of its dataset and fence instead: pg_locks shows the processes of a
-- paused run, and no others.
alter table leases drop column backend_pids;

comment on table leases is
    ''who works on a dataset; at most one run does, and a run that lost its lease can write nothing. The server processes of ''
    ''a run hold the advisory lock hashtextextended(dataset, fence), shared, for each of its transactions'';
', '2026-11-25 00:13:54.507737+00', 1, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 1, 'create_accounts', 'b278a4f18fd989050c5c6e2858660819a4b11f2a0e47d31e4987034cde5990c9', 'create table accounts (
    account_id bigint not null,
    account_name text,
    date_created timestamptz,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (account_id)
);

comment on table accounts is
    ''accounts of the agency, each with its profiles; from /accounts, which only an agency key may read'';
comment on column accounts.account_id is ''the number of the account'';
comment on column accounts.account_name is ''the name of the account'';
comment on column accounts.date_created is ''when the account was created'';
comment on column accounts.extra is ''fields of the record that no column takes, by name; null when there is none'';
comment on column accounts._package_id is ''the load package that last changed the row (see sluice.load_packages)'';
comment on column accounts._loaded_at is ''when that package changed it'';
comment on column accounts._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.515739+00', 6, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 2, 'create_profiles', 'e19de3a101ac5d9c051f3090c2352f5128070c9fe4e41b05396af482f09b87c9', 'create table profiles (
    profile_id bigint not null,
    account_id bigint,
    profile_name text,
    date_created timestamptz,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (profile_id)
);

comment on table profiles is
    ''profiles, each a tracked website or property of an account; from the accounts that /accounts answers with'';
comment on column profiles.profile_id is ''the number of the profile'';
comment on column profiles.account_id is ''the account it belongs to'';
comment on column profiles.profile_name is ''the name of the profile'';
comment on column profiles.date_created is ''when the profile was created'';
comment on column profiles.extra is ''fields of the record that no column takes, by name; null when there is none'';
comment on column profiles._package_id is ''the load package that last changed the row (see sluice.load_packages)'';
comment on column profiles._loaded_at is ''when that package changed it'';
comment on column profiles._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.524215+00', 6, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 3, 'create_leads', 'b686efc776e454ade299ad9313c63da4267fafab4ddb8be49374d9e5981b657a', '-- No foreign keys: a profile key never sees the accounts, and a lead may arrive before its profile.
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
-- first 200 characters are indexed; a query meets the index with left(lead_source, 200) = ''...''. Both have few values:
-- together they take less room than one number, and the index is soon read for the type alone, too.
create index leads_lead_source_lead_type on leads (left(lead_source, 200), left(lead_type, 200));

comment on table leads is
    ''leads: calls, forms, chats, transactions and what else WhatConverts tracks; from /leads, by creation time'';
comment on column leads.lead_id is ''the number of the lead, unique across accounts'';
comment on column leads.account_id is ''the account; a profile key sees the number but never the table accounts'';
comment on column leads.profile_id is ''the profile the lead came in through'';
comment on column leads.date_created is
    ''when the lead came in; may be set in the past by whoever adds leads by hand or by API'';
comment on column leads.last_updated is
    ''when WhatConverts last changed it; not every change moves it, so nothing is selected by it'';
comment on column leads.account is ''the name of the account when the lead was read'';
comment on column leads.profile is ''the name of the profile when the lead was read'';
comment on column leads.user_id is
    ''the visitor: the number of the profile and a UUID; not the staff of the table users'';
comment on column leads.lead_type is
    ''Phone Call, Web Form, Chat, Transaction, Event, Text Message, Email, Appointment or Other'';
comment on column leads.lead_status is ''Unique, or Repeat when the contact had converted before'';
comment on column leads.lead_state is ''In Progress or Completed; calls and chats appear while they last'';
comment on column leads.lead_score is ''the score given by the rules of Lead Intelligence'';
comment on column leads.quotable is ''whether it is worth a quote: Yes, No, Pending or Not Set'';
comment on column leads.quote_value is ''the value quoted; WhatConverts keeps no currency'';
comment on column leads.sales_value is ''the value sold, for a transaction its amount; WhatConverts keeps no currency'';
comment on column leads.spotted_keywords is ''keywords spotted in the conversation, separated by commas'';
comment on column leads.spam is ''marked as spam; WhatConverts deletes such leads after 30 days'';
comment on column leads.duplicate is ''marked as a duplicate of another lead; not the same as a lead_status of Repeat'';
comment on column leads.notes is ''free text typed by people, may have several lines'';
comment on column leads.lead_source is
    ''where the visitor came from: google, (direct), facebook; changes with the attribution model'';
comment on column leads.lead_medium is ''by which medium: cpc, organic, (none)'';
comment on column leads.lead_campaign is ''the campaign'';
comment on column leads.lead_content is ''the content of the advertisement'';
comment on column leads.lead_keyword is ''the keyword searched or bought; may be a placeholder such as (not provided)'';
comment on column leads.lead_url is ''the page on which the visitor became a lead, with its query'';
comment on column leads.landing_url is ''the first page of the visit, with its query'';
comment on column leads.ip_address is ''the address of the visitor'';
comment on column leads.operating_system is ''the operating system of the visitor, with its version'';
comment on column leads.browser is ''the browser of the visitor, with its version'';
comment on column leads.device_type is ''Desktop, Smartphone or Tablet'';
comment on column leads.device_make is ''the make of the device'';
comment on column leads.contact_name is ''the name of the contact the lead was mapped to'';
comment on column leads.contact_company_name is ''the company of the contact'';
comment on column leads.contact_email_address is ''the mail address of the contact'';
comment on column leads.contact_phone_number is ''the phone number of the contact, in E.164 form'';
comment on column leads.email_address is ''the mail address given with this lead'';
comment on column leads.phone_number is ''the phone number given with this lead, in E.164 form'';
comment on column leads.city is ''the city of the visitor or caller'';
comment on column leads.state is ''the state or province, in two letters or in full'';
comment on column leads.zip is ''the postal code'';
comment on column leads.country is ''the country, in two letters (ISO 3166)'';
comment on column leads.phone_name is ''calls and messages: the label of the tracking number'';
comment on column leads.tracking_number is ''calls and messages: the number that was called, in E.164 form'';
comment on column leads.destination_number is ''calls: the number it was put through to, in E.164 form'';
comment on column leads.caller_number is
    ''calls and messages: the number it came from; may be a word when the caller hides it'';
comment on column leads.caller_name is ''calls: the name the telephone network gave'';
comment on column leads.caller_city is ''calls: the city of the caller, as city'';
comment on column leads.caller_state is ''calls: the state of the caller, as state'';
comment on column leads.caller_zip is ''calls: the postal code of the caller, as zip'';
comment on column leads.caller_country is ''calls: the country of the caller, as country'';
comment on column leads.call_status is ''calls: In Progress or Completed'';
comment on column leads.call_duration is ''calls: how long they lasted, in words'';
comment on column leads.call_duration_seconds is ''calls: how long they lasted, in seconds'';
comment on column leads.answer_status is ''calls: Answered, No Answer or Busy'';
comment on column leads.line_type is ''calls and messages: Landline, Mobile and the like'';
comment on column leads.recording is ''calls: where the recording is downloaded; asks for a login, holds no token'';
comment on column leads.play_recording is ''calls: where the recording is played; asks for a login, holds no token'';
comment on column leads.voicemail is ''calls: where the voicemail is downloaded; asks for a login, holds no token'';
comment on column leads.play_voicemail is ''calls: where the voicemail is played; asks for a login, holds no token'';
comment on column leads.call_transcription is ''calls: what was said, with the speakers; comes minutes after the call'';
comment on column leads.voicemail_transcription is ''calls: what was said on the voicemail'';
comment on column leads.message is ''text messages: the text'';
comment on column leads.form_name is ''web forms: the name of the form'';
comment on column leads.chat_status is ''chats: In Progress or Completed'';
comment on column leads.event_category is ''events: the category'';
comment on column leads.event_action is ''events: the action'';
comment on column leads.event_label is ''events: the label'';
comment on column leads.transaction_id is ''transactions: the number of the order; its amount is in sales_value'';
comment on column leads.transaction_tax is ''transactions: the tax'';
comment on column leads.transaction_shipping is ''transactions: the cost of shipping'';
comment on column leads.sender_name is ''mails: the name of the sender'';
comment on column leads.email_subject is ''mails: the subject'';
comment on column leads.email_message is ''mails: the text'';
comment on column leads.gclid is ''the click id of Google Ads'';
comment on column leads.msclkid is ''the click id of Microsoft Advertising'';
comment on column leads.facebook_browser_id is ''the browser id of Meta (_fbp)'';
comment on column leads.facebook_click_id is ''the click id of Meta (_fbc); some answers spell it facebook_visitor_id'';
comment on column leads.google_analytics_client_id is ''the client id of Google Analytics'';
comment on column leads.google_analytics_session_id is ''the session id of Google Analytics'';
comment on column leads.unbounce_page_id is ''the page id of Unbounce'';
comment on column leads.unbounce_variant_id is ''the page variant of Unbounce'';
comment on column leads.unbounce_visitor_id is ''the visitor id of Unbounce'';
comment on column leads.hubspot_visitor_id is ''the visitor id of HubSpot'';
comment on column leads.roistat_visit_id is ''the visit id of Roistat'';
comment on column leads.salesforce_user_id is ''the user id of Salesforce; text, since some answers send a number'';
comment on column leads.vwo_account_id is ''the account id of VWO'';
comment on column leads.vwo_experiment_id is ''the experiment id of VWO'';
comment on column leads.vwo_variant_id is ''the variant id of VWO'';
comment on column leads.vwo_user_id is ''the user id of VWO'';
comment on column leads.additional_fields is
    ''what visitors typed and integrations sent, by label; the same as rows in lead_fields'';
comment on column leads.custom_fields is
    ''the custom fields of the profile, by name; null unless a single profile was read: a profile key, or ''
    ''profile by profile'';
comment on column leads.field_mappings is
    ''the contact details a form was mapped to, by name; null unless a single profile was read, as custom_fields'';
comment on column leads.lead_analysis is ''what Lead Intelligence found, by question; Elite plans'';
comment on column leads.extra is ''fields of the record that no column takes, by name; null when there is none'';
comment on column leads._package_id is ''the load package that last changed the row (see sluice.load_packages)'';
comment on column leads._loaded_at is ''when that package changed it'';
comment on column leads._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
comment on column leads._fingerprint is
    ''fingerprint of the record as it was received, 16 bytes; a record with the same one is not written again'';
', '2026-11-25 00:13:54.542824+00', 16, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 4, 'create_lead_fields', 'e1af36aae3edf82ea4bea8b5483290af8b36335401dd2caaa86a7a02944de6df', '-- The only index is the key: several rows come with each lead, and each further index would slow every load down.
create table lead_fields (
    lead_id bigint not null,
    field_group text not null,
    position integer not null,
    name text not null,
    value text,
    primary key (lead_id, field_group, position)
);

comment on table lead_fields is
    ''the entries of the open-ended maps of a lead, one a row, for those who filter and pivot; leads has the ''
    ''same as jsonb'';
comment on column lead_fields.lead_id is ''the lead'';
comment on column lead_fields.field_group is
    ''the map it stands in: additional_fields, custom_fields, field_mappings or lead_analysis'';
comment on column lead_fields.position is ''the place of the entry in its map, from 1'';
comment on column lead_fields.name is
    ''the name of the entry as it came: people type it, in any language; names may repeat'';
comment on column lead_fields.value is ''the value as text; null when it was empty'';
', '2026-11-25 00:13:54.551995+00', 6, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 5, 'create_lead_journey', 'a7d97b650dbdd721f4994cd4a3479068b14a17e7596e41fe96d33256108f7910', 'create table lead_journey_steps (
    lead_id bigint not null,
    step integer not null,
    type text,
    date_created timestamptz,
    lead_source text,
    lead_medium text,
    lead_campaign text,
    lead_content text,
    lead_keyword text,
    step_lead_id bigint,
    lead_type text,
    lead_url text,
    extra jsonb,
    primary key (lead_id, step)
);

comment on table lead_journey_steps is
    ''the way of a visitor up to the lead: visits and conversions, in order; only when the journey is asked for ''
    ''(Elite plans)'';
comment on column lead_journey_steps.lead_id is ''the lead whose journey it is'';
comment on column lead_journey_steps.step is ''the place of the step in the journey, from 1'';
comment on column lead_journey_steps.type is ''attribution (a visit) or lead (a conversion)'';
comment on column lead_journey_steps.date_created is ''when it happened'';
comment on column lead_journey_steps.lead_source is ''visits: where the visitor came from'';
comment on column lead_journey_steps.lead_medium is ''visits: by which medium'';
comment on column lead_journey_steps.lead_campaign is ''visits: the campaign'';
comment on column lead_journey_steps.lead_content is ''visits: the content of the advertisement'';
comment on column lead_journey_steps.lead_keyword is ''visits: the keyword'';
comment on column lead_journey_steps.step_lead_id is
    ''conversions: the lead that came of it (lead_id in the answer), often the lead itself'';
comment on column lead_journey_steps.lead_type is ''conversions: the type of that lead'';
comment on column lead_journey_steps.lead_url is ''conversions: the page on which it happened'';
comment on column lead_journey_steps.extra is
    ''fields of the step that no column takes, by name; null when there is none'';

create table lead_journey_page_views (
    lead_id bigint not null,
    step integer not null,
    position integer not null,
    page_order integer,
    page_url text,
    extra jsonb,
    primary key (lead_id, step, position)
);

comment on table lead_journey_page_views is ''the pages a visitor saw during a visit, in order'';
comment on column lead_journey_page_views.lead_id is ''the lead whose journey it is'';
comment on column lead_journey_page_views.step is ''the visit (see lead_journey_steps)'';
comment on column lead_journey_page_views.position is ''the place of the page view in the visit, from 1'';
comment on column lead_journey_page_views.page_order is ''the place that WhatConverts gives it (order in the answer)'';
comment on column lead_journey_page_views.page_url is ''the page'';
comment on column lead_journey_page_views.extra is
    ''fields of the page view that no column takes, by name; null when there is none'';
', '2026-11-25 00:13:54.566308+00', 11, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 6, 'create_users', 'ab1adf36d1f783cc1ba7a935d679f78a477d4e7935ff55eea623d527f635232f', 'create table users (
    user_id bigint not null,
    user_type text,
    email text,
    pending_activation boolean,
    date_created timestamptz,
    role_id bigint,
    role_name text,
    notify_reports boolean,
    notify_phone_calls boolean,
    notify_web_forms boolean,
    notify_transactions boolean,
    notify_events boolean,
    notify_chats boolean,
    notify_emails boolean,
    notify_other boolean,
    notify_text_messages boolean,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (user_id)
);

comment on table users is
    ''the people who may log in; from /users, once for each user_type, and once a day from /users/{user_id}'';
comment on column users.user_id is ''the number of the user; not the visitor that leads.user_id names'';
comment on column users.user_type is ''master_account_user or account_user'';
comment on column users.email is ''the mail address they log in with'';
comment on column users.pending_activation is ''invited, but not logged in yet'';
comment on column users.date_created is ''when the user was created'';
comment on column users.role_id is
    ''master account users: their role; account users have one per account (see user_accounts)'';
comment on column users.role_name is ''master account users: the name of their role'';
comment on column users.notify_reports is
    ''master account users: whether they hear of reports of a new account; from the details'';
comment on column users.notify_phone_calls is
    ''master account users: whether they hear of phone calls of a new account; from the details'';
comment on column users.notify_web_forms is
    ''master account users: whether they hear of web forms of a new account; from the details'';
comment on column users.notify_transactions is
    ''master account users: whether they hear of transactions of a new account; from the details'';
comment on column users.notify_events is
    ''master account users: whether they hear of events of a new account; from the details'';
comment on column users.notify_chats is
    ''master account users: whether they hear of chats of a new account; from the details'';
comment on column users.notify_emails is
    ''master account users: whether they hear of mails of a new account; from the details'';
comment on column users.notify_other is
    ''master account users: whether they hear of other leads of a new account; from the details'';
comment on column users.notify_text_messages is
    ''master account users: whether they hear of text messages of a new account; from the details'';
comment on column users.extra is ''fields of the record that no column takes, by name; null when there is none'';
comment on column users._package_id is ''the load package that last changed the row (see sluice.load_packages)'';
comment on column users._loaded_at is ''when that package changed it'';
comment on column users._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';

create table user_accounts (
    user_id bigint not null,
    account_id bigint not null,
    role_id bigint,
    role_name text,
    reports boolean,
    phone_calls boolean,
    web_forms boolean,
    transactions boolean,
    events boolean,
    chats boolean,
    emails boolean,
    other boolean,
    text_messages boolean,
    extra jsonb,
    _package_id uuid not null,
    _loaded_at timestamptz not null,
    _deleted_at timestamptz,
    primary key (user_id, account_id)
);

comment on table user_accounts is
    ''which accounts an account user may see, as what, and what they hear of; from /users/{user_id}, once a day'';
comment on column user_accounts.user_id is ''the user'';
comment on column user_accounts.account_id is ''the account'';
comment on column user_accounts.role_id is ''the role of the user in this account'';
comment on column user_accounts.role_name is ''the name of that role'';
comment on column user_accounts.reports is ''whether the user hears of reports of this account'';
comment on column user_accounts.phone_calls is ''whether the user hears of phone calls of this account'';
comment on column user_accounts.web_forms is ''whether the user hears of web forms of this account'';
comment on column user_accounts.transactions is ''whether the user hears of transactions of this account'';
comment on column user_accounts.events is ''whether the user hears of events of this account'';
comment on column user_accounts.chats is ''whether the user hears of chats of this account'';
comment on column user_accounts.emails is ''whether the user hears of mails of this account'';
comment on column user_accounts.other is ''whether the user hears of other leads of this account'';
comment on column user_accounts.text_messages is ''whether the user hears of text messages of this account'';
comment on column user_accounts.extra is
    ''fields of the record that no column takes, by name; null when there is none'';
comment on column user_accounts._package_id is
    ''the load package that last changed the row (see sluice.load_packages)'';
comment on column user_accounts._loaded_at is ''when that package changed it'';
comment on column user_accounts._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.581469+00', 12, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 7, 'create_roles', '26718de8d971b547cbd5f1962e51d0507ace9ff2b9c6fd8bfe984f9f9741d95f', 'create table roles (
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
    ''roles that users can have; from /roles, once for each role_type, and once a day from /roles/{role_id}'';
comment on column roles.role_id is ''the number of the role'';
comment on column roles.role_type is ''master_account_role or account_role'';
comment on column roles.role_name is ''the name of the role'';
comment on column roles.lead_notifications is ''whether the role may get notifications of leads; from the details'';
comment on column roles.permissions is
    ''what the role may do: none, view or edit by area (leads, reports, settings, ...); from the details'';
comment on column roles.extra is ''fields of the record that no column takes, by name; null when there is none'';
comment on column roles._package_id is ''the load package that last changed the row (see sluice.load_packages)'';
comment on column roles._loaded_at is ''when that package changed it'';
comment on column roles._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.592332+00', 6, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 8, 'create_tracking_numbers', '412b9fbc16e7c3ef940e4b3df24566bc9414a130307b49348021221ee56ffaf2', 'create table tracking_numbers (
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
    ''the phone numbers that calls and messages are tracked with; from /tracking/numbers'';
comment on column tracking_numbers.phone_number_id is ''the number of the tracking number in WhatConverts'';
comment on column tracking_numbers.account_id is ''the account'';
comment on column tracking_numbers.profile_id is ''the profile that shows it'';
comment on column tracking_numbers.profile is ''the name of the profile'';
comment on column tracking_numbers.phone_name is ''the label of the tracking number'';
comment on column tracking_numbers.tracking_number is ''the number that people call, in E.164 form'';
comment on column tracking_numbers.tracking_number_iso_country is ''its country, in two letters'';
comment on column tracking_numbers.destination_number is
    ''the number that calls are put through to; null when a call flow decides'';
comment on column tracking_numbers.destination_number_iso_country is ''its country, in two letters'';
comment on column tracking_numbers.swap_number is ''the number on the website that it is shown instead of'';
comment on column tracking_numbers.call_flow is ''the name of the call flow, if there is one'';
comment on column tracking_numbers.trigger is
    ''the rule by which visitors are shown it, such as All Traffic or Google Ads'';
comment on column tracking_numbers.source is ''the lead_source that its leads get'';
comment on column tracking_numbers.medium is ''the lead_medium that its leads get'';
comment on column tracking_numbers.campaign is ''the lead_campaign that its leads get'';
comment on column tracking_numbers.content is ''the lead_content that its leads get'';
comment on column tracking_numbers.keyword is ''the lead_keyword that its leads get'';
comment on column tracking_numbers.last_used is ''when it was last called or written to; null when never'';
comment on column tracking_numbers.call_recording is ''whether calls are recorded'';
comment on column tracking_numbers.voice is ''whether it takes calls'';
comment on column tracking_numbers.messaging is ''whether it takes text messages'';
comment on column tracking_numbers.pending_activation is ''ordered, but not working yet'';
comment on column tracking_numbers.extra is
    ''fields of the record that no column takes, by name; null when there is none'';
comment on column tracking_numbers._package_id is
    ''the load package that last changed the row (see sluice.load_packages)'';
comment on column tracking_numbers._loaded_at is ''when that package changed it'';
comment on column tracking_numbers._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.601932+00', 6, 'postgres', '0.1.0'),
	('whatconverts', 'whatconverts', 9, 'create_tracking_forms', 'a9b8b4ea01c262dc701bf0e9ed30a607d632c97b5e1b93edbc318263fd27aaa9', 'create table tracking_forms (
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
    ''the web forms that are tracked, and how each is found on its page; from /tracking/forms'';
comment on column tracking_forms.form_id is ''the number of the form'';
comment on column tracking_forms.account_id is ''the account'';
comment on column tracking_forms.profile_id is ''the profile'';
comment on column tracking_forms.profile is ''the name of the profile'';
comment on column tracking_forms.form_name is ''the name of the form'';
comment on column tracking_forms.attribute_type is
    ''the attribute that the form is found by, such as id, class or name'';
comment on column tracking_forms.attribute_type_value is ''the value of that attribute'';
comment on column tracking_forms.submit_attribute_type is ''the attribute that the submit button is found by'';
comment on column tracking_forms.submit_attribute_type_value is ''the value of that attribute'';
comment on column tracking_forms.extra is
    ''fields of the record that no column takes, by name; null when there is none'';
comment on column tracking_forms._package_id is
    ''the load package that last changed the row (see sluice.load_packages)'';
comment on column tracking_forms._loaded_at is ''when that package changed it'';
comment on column tracking_forms._deleted_at is
    ''the tombstone: when a complete reading found the record gone from the API; null for a live row'';
', '2026-11-25 00:13:54.611792+00', 6, 'postgres', '0.1.0');

INSERT INTO sluice.spans VALUES
	('01a2100d-451d-7df8-9040-aa66d82b96b3', 'whatconverts', 'leads', '', 'recent', '2026-11-22 00:12:54+00', '2026-11-25 00:12:54+00', '2026-11-25 00:12:54+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.846421+00', '2026-11-25 00:13:54.864534+00'),
	('01a2100d-451d-7d6f-9987-85002ec1688f', 'whatconverts', 'leads', '', 'backfill', '2023-09-09 00:12:57+00', '2024-10-03 00:12:57+00', '2024-10-03 00:12:57+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.84753+00', '2026-11-25 00:13:54.917727+00'),
	('01a2100d-451d-7a9d-a3d0-0e34ce40bb9d', 'whatconverts', 'leads', '', 'backfill', '2022-08-15 00:12:58+00', '2023-09-09 00:12:58+00', '2023-09-09 00:12:58+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.847783+00', '2026-11-25 00:13:54.928789+00'),
	('01a2100d-451d-704f-8230-6f91bb90dfbc', 'whatconverts', 'leads', '', 'backfill', '2025-10-28 00:12:55+00', '2026-11-22 00:12:55+00', '2026-11-22 00:12:55+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.846915+00', '2026-11-25 00:13:55.018025+00'),
	('01a2100d-451d-78e6-ac80-2da53fd99acc', 'whatconverts', 'leads', '', 'backfill', '2022-06-08 05:46:30+00', '2022-08-15 00:12:59+00', '2022-08-15 00:12:59+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.848007+00', '2026-11-25 00:13:55.020881+00'),
	('01a2100d-451d-7dfa-a57f-b08e3fc361cd', 'whatconverts', 'leads', '', 'backfill', '2024-10-03 00:12:56+00', '2025-10-28 00:12:56+00', '2025-10-28 00:12:56+00', '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.84724+00', '2026-11-25 00:13:55.032507+00');

INSERT INTO whatconverts.accounts VALUES
	(41212, 'Green Thumb Gardens', '2024-07-26 09:04:19+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701488+00', NULL),
	(41880, '東京サンプル', '2024-05-23 07:04:45+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701647+00', NULL),
	(41546, 'Rapid Plumbing 24/7', '2024-03-30 16:33:36+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701655+00', NULL),
	(41379, 'Blue Door Realty', '2023-12-04 18:09:45+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701659+00', NULL),
	(40711, 'Bright Smiles "Kids"', '2023-10-19 14:18:12+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701661+00', NULL),
	(42047, 'Old Mill Physio', '2023-07-16 13:00:55+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701664+00', NULL),
	(41713, 'Nordlicht Energie', '2023-05-28 17:04:57+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701667+00', NULL),
	(40878, 'Café Zürich', '2023-03-11 11:01:18+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.70167+00', NULL),
	(40210, 'Harbor Lane Dental', '2023-03-03 06:49:00+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701672+00', NULL),
	(40377, 'Pine & Oak Furniture', '2022-12-21 10:03:04+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701675+00', NULL),
	(40544, 'Cobalt Roofing', '2022-06-13 06:12:12+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701678+00', NULL),
	(41045, 'Summit Law / Partners', '2022-06-08 05:46:30+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.701681+00', NULL);

INSERT INTO whatconverts.lead_fields VALUES
	(150000298, 'lead_analysis', 1, 'Keyword Detection', 'insurance,scheduling'),
	(150000298, 'lead_analysis', 2, 'Lead Summary', 'A returning client moved an appointment to Thursday afternoon. The caller asked for a consultation and checked insurance cover.'),
	(150000298, 'lead_analysis', 3, 'Intent Detection', 'Change an appointment.'),
	(150000298, 'lead_analysis', 4, 'Sentiment Detection', 'Negative'),
	(150000298, 'lead_analysis', 5, 'Topic Detection', 'complaint,refund'),
	(150000367, 'additional_fields', 1, 'Company / Organisation', '{"json": "inside"}'),
	(150000367, 'additional_fields', 2, 'If you are a human, leave this blank', NULL),
	(150000367, 'additional_fields', 3, 'رسالة', 'Können Sie mich zurückrufen?'),
	(150000384, 'additional_fields', 1, '電話番号', '+12015550104'),
	(150000384, 'additional_fields', 2, 'Company / Organisation', '👩🏽‍⚕️ please'),
	(150000430, 'additional_fields', 1, 'Items', 'Sofa x1'),
	(150000430, 'additional_fields', 2, 'Coupon', NULL),
	(150000033, 'lead_analysis', 1, 'Keyword Detection', 'refund,scheduling'),
	(150000033, 'lead_analysis', 2, 'Lead Summary', 'The caller asked for a consultation and checked insurance cover. Wrong number; the caller was looking for a bakery.'),
	(150000033, 'lead_analysis', 3, 'Intent Detection', 'Change an appointment.'),
	(150000033, 'lead_analysis', 4, 'Sentiment Detection', 'Positive'),
	(150000033, 'lead_analysis', 5, 'Topic Detection', 'insurance,emergency'),
	(150000073, 'lead_analysis', 1, 'Keyword Detection', 'delivery,scheduling'),
	(150000073, 'lead_analysis', 2, 'Lead Summary', 'A returning client moved an appointment to Thursday afternoon. Der Anrufer fragte nach Preisen und bat um Rückruf.'),
	(150000073, 'lead_analysis', 3, 'Intent Detection', 'Complain about a late delivery.'),
	(150000073, 'lead_analysis', 4, 'Sentiment Detection', 'Positive'),
	(150000073, 'lead_analysis', 5, 'Topic Detection', 'implants,insurance'),
	(150000096, 'lead_analysis', 1, 'Keyword Detection', 'insurance,implants'),
	(150000096, 'lead_analysis', 2, 'Lead Summary', 'Wrong number; the caller was looking for a bakery. Der Anrufer fragte nach Preisen und bat um Rückruf.'),
	(150000096, 'lead_analysis', 3, 'Intent Detection', 'Book a consultation.'),
	(150000096, 'lead_analysis', 4, 'Sentiment Detection', 'Positive'),
	(150000096, 'lead_analysis', 5, 'Topic Detection', 'complaint,emergency'),
	(150000122, 'additional_fields', 1, 'C:\path', 'هل لديكم موعد غدا؟'),
	(150000122, 'additional_fields', 2, 'Your name:', 'Dana Whitfield'),
	(150000187, 'additional_fields', 1, 'How can we help?', 'none of the above''; drop table leads; --'),
	(150000187, 'additional_fields', 2, 'e g 240', 'Two lines
of text, with an emoji 🙂'),
	(150000187, 'additional_fields', 3, 'Téléphone', '+12015550102');

INSERT INTO whatconverts.lead_journey_page_views VALUES
	(150000247, 1, 1, 1, 'https://www.example.com/blog/2026/how-to-choose', NULL),
	(150000247, 2, 1, 1, 'https://go.example.com/implants', NULL),
	(150000298, 1, 1, 1, 'https://shop.example.com/offers/winter', NULL),
	(150000298, 2, 1, 1, 'https://book.example.net/contact', NULL),
	(150000298, 2, 2, 2, 'https://www.example.com/checkout/thanks', NULL),
	(150000298, 2, 3, 3, 'https://go.example.com/team/dr-o''connor', NULL),
	(150000298, 2, 4, 4, 'https://go.example.com/contact', NULL),
	(150000298, 3, 1, 1, 'https://go.example.com/team/dr-o''connor', NULL),
	(150000298, 3, 2, 2, 'https://shop.example.com/blog/2026/how-to-choose', NULL),
	(150000298, 3, 3, 3, 'https://book.example.net/offers/winter', NULL),
	(150000367, 1, 1, 1, 'https://go.example.com/team/dr-o''connor', NULL),
	(150000367, 1, 2, 2, 'https://www.example.org/delivery', NULL),
	(150000367, 1, 3, 3, 'https://book.example.net/team/dr-o''connor', NULL),
	(150000367, 1, 4, 4, 'https://www.example.com/delivery', NULL),
	(150000384, 1, 1, 1, 'https://go.example.com/about-us', NULL),
	(150000384, 1, 2, 2, 'https://book.example.net/sofas', NULL),
	(150000384, 1, 3, 3, 'https://book.example.net/implants', NULL),
	(150000073, 2, 1, 1, 'https://book.example.net/prices', NULL),
	(150000073, 2, 2, 2, 'https://shop.example.com/services/roof-repair', NULL),
	(150000073, 2, 3, 3, 'https://www.example.org/implants', NULL),
	(150000073, 3, 1, 1, 'https://www.example.org/book/now', NULL),
	(150000073, 4, 1, 1, 'https://www.example.org/', NULL),
	(150000073, 4, 2, 2, 'https://go.example.com/about-us', NULL),
	(150000096, 1, 1, 1, 'https://book.example.net/team/dr-o''connor', NULL),
	(150000096, 1, 2, 2, 'https://book.example.net/sofas', NULL),
	(150000122, 1, 1, 1, 'https://www.example.com/contact', NULL),
	(150000122, 2, 1, 1, 'https://shop.example.com/services/roof-repair', NULL),
	(150000122, 2, 2, 2, 'https://shop.example.com/blog/2026/how-to-choose', NULL),
	(150000122, 2, 3, 3, 'https://go.example.com/caf%C3%A9/menü', NULL),
	(150000122, 2, 4, 4, 'https://go.example.com/blog/2026/how-to-choose', NULL),
	(150000122, 3, 1, 1, 'https://www.example.org/book/now', NULL),
	(150000184, 1, 1, 1, 'https://book.example.net/contact', NULL),
	(150000184, 1, 2, 2, 'https://www.example.org/offers/winter', NULL),
	(150000184, 1, 3, 3, 'https://www.example.com/sofas', NULL),
	(150000184, 1, 4, 4, 'https://go.example.com/caf%C3%A9/menü', NULL),
	(150000184, 2, 1, 1, 'https://book.example.net/contact', NULL),
	(150000184, 2, 2, 2, 'https://go.example.com/faq#hours', NULL),
	(150000184, 2, 3, 3, 'https://shop.example.com/faq#hours', NULL),
	(150000187, 1, 1, 1, 'https://go.example.com/', NULL),
	(150000187, 1, 2, 2, 'https://go.example.com/offers/winter', NULL),
	(150000187, 1, 3, 3, 'https://www.example.com/checkout/thanks', NULL),
	(150000187, 1, 4, 4, 'https://www.example.org/team/dr-o''connor', NULL),
	(150000187, 1, 5, 5, 'https://www.example.org/implants', NULL),
	(150000187, 2, 1, 1, 'https://www.example.com/blog/2026/how-to-choose', NULL),
	(150000279, 1, 1, 1, 'https://go.example.com/sofas', NULL),
	(150000279, 1, 2, 2, 'https://www.example.com/delivery', NULL),
	(150000279, 2, 1, 1, 'https://go.example.com/offers/winter', NULL),
	(150000279, 2, 2, 2, 'https://www.example.org/', NULL),
	(150000279, 3, 1, 1, 'https://book.example.net/delivery', NULL),
	(150000279, 3, 2, 2, 'https://book.example.net/book/now', NULL),
	(150000279, 3, 3, 3, 'https://shop.example.com/sofas', NULL),
	(150000279, 3, 4, 4, 'https://www.example.org/sofas', NULL),
	(150000279, 3, 5, 5, 'https://go.example.com/implants', NULL);

INSERT INTO whatconverts.lead_journey_steps VALUES
	(150000247, 1, 'attribution', '2025-08-26 21:51:28+00', 'google', 'organic', 'Implants - Search', NULL, NULL, NULL, NULL, NULL, NULL),
	(150000247, 2, 'attribution', '2025-08-27 21:51:28+00', 'google business profile', 'organic', '{campaign}', NULL, 'roof repair cost', NULL, NULL, NULL, NULL),
	(150000247, 3, 'lead', '2025-08-27 21:56:28+00', NULL, NULL, NULL, NULL, NULL, 150000247, 'Phone Call', 'https://book.example.net/contact?ref=日本', NULL),
	(150000298, 1, 'attribution', '2026-01-21 08:03:19+00', 'newsletter', 'email', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000298, 2, 'attribution', '2026-01-22 08:03:19+00', 'bing', 'cpc', 'Winter ❄ sale', NULL, '(not provided)', NULL, NULL, NULL, NULL),
	(150000298, 3, 'attribution', '2026-01-23 08:03:19+00', '(direct)', '(none)', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000298, 4, 'lead', '2026-01-23 08:08:19+00', NULL, NULL, NULL, NULL, NULL, 150000298, 'Phone Call', 'https://shop.example.com/team/dr-o''connor', NULL),
	(150000367, 1, 'attribution', '2026-05-30 17:01:19+00', 'Радио', 'offline', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000367, 2, 'lead', '2026-05-30 17:06:19+00', NULL, NULL, NULL, NULL, NULL, 150000367, 'Web Form', 'https://book.example.net/sofas?ref=日本', NULL),
	(150000384, 1, 'attribution', '2026-07-24 01:40:07+00', 'newsletter', 'email', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000384, 2, 'lead', '2026-07-24 01:45:07+00', NULL, NULL, NULL, NULL, NULL, 150000384, 'Web Form', 'https://book.example.net/offers/winter?ref=日本', NULL),
	(150000073, 1, 'lead', '2025-02-26 08:45:13+00', NULL, NULL, NULL, NULL, NULL, 149999020, 'Web Form', 'https://go.example.com/caf%C3%A9/menü', NULL),
	(150000073, 2, 'attribution', '2025-03-03 07:20:13+00', 'google', 'organic', 'Brand | Exact', NULL, NULL, NULL, NULL, NULL, NULL),
	(150000073, 3, 'attribution', '2025-03-04 07:20:13+00', 'Радио', 'offline', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000073, 4, 'attribution', '2025-03-05 07:20:13+00', 'newsletter', 'email', '{campaign}', NULL, '歯医者', NULL, NULL, NULL, NULL),
	(150000073, 5, 'lead', '2025-03-05 07:25:13+00', NULL, NULL, NULL, NULL, NULL, 150000073, 'Phone Call', 'https://go.example.com/caf%C3%A9/menü', NULL),
	(150000096, 1, 'attribution', '2025-07-01 02:04:18+00', 'bing', 'cpc', 'Roofing_Q3 (remarketing)', 'logo link', 'emergency plumber', NULL, NULL, NULL, NULL),
	(150000096, 2, 'lead', '2025-07-01 02:09:18+00', NULL, NULL, NULL, NULL, NULL, 150000096, 'Phone Call', 'https://www.example.com/contact?ref=日本', NULL),
	(150000122, 1, 'attribution', '2025-06-29 02:04:18+00', 'bing', 'cpc', 'Performance Max: All', 'text ad 3', 'family law attorney', NULL, NULL, NULL, NULL),
	(150000122, 2, 'attribution', '2025-06-30 02:04:18+00', 'google', 'organic', 'Roofing_Q3 (remarketing)', NULL, NULL, NULL, NULL, NULL, NULL),
	(150000122, 3, 'attribution', '2025-07-01 02:04:18+00', 'google', 'organic', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000122, 4, 'lead', '2025-07-01 02:09:18+00', NULL, NULL, NULL, NULL, NULL, 150000122, 'Web Form', 'https://www.example.org/prices?ref=日本', NULL),
	(150000184, 1, 'attribution', '2025-08-20 02:46:37+00', 'facebook', 'paid', '50% off "today"', 'text ad 3', 'physio open sunday', NULL, NULL, NULL, NULL),
	(150000184, 2, 'attribution', '2025-08-21 02:46:37+00', 'bing', 'organic', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000184, 3, 'lead', '2025-08-21 02:51:37+00', NULL, NULL, NULL, NULL, NULL, 150000184, 'Phone Call', 'https://book.example.net/services/roof-repair?ref=日本', NULL),
	(150000187, 1, 'attribution', '2025-08-26 21:51:28+00', 'newsletter', 'email', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000187, 2, 'attribution', '2025-08-27 21:51:28+00', 'newsletter', 'email', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000187, 3, 'lead', '2025-08-27 21:56:28+00', NULL, NULL, NULL, NULL, NULL, 150000187, 'Web Form', 'https://www.example.org/implants?ref=日本', NULL),
	(150000279, 1, 'attribution', '2025-09-12 21:32:33+00', 'bing', 'cpc', 'Winter ❄ sale', NULL, 'best sofa 2026', NULL, NULL, NULL, NULL),
	(150000279, 2, 'attribution', '2025-09-13 21:32:33+00', 'bing', 'organic', NULL, NULL, 'family law attorney', NULL, NULL, NULL, NULL),
	(150000279, 3, 'attribution', '2025-09-14 21:32:33+00', 'Радио', 'offline', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(150000279, 4, 'lead', '2025-09-14 21:37:33+00', NULL, NULL, NULL, NULL, NULL, 150000279, 'Phone Call', 'https://book.example.net/checkout/thanks?ref=日本', NULL);

INSERT INTO whatconverts.leads VALUES
	(150000247, 40210, 70199, '2025-08-27 21:56:28+00', '2025-08-27 22:17:04+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Main Site', NULL, 'Phone Call', 'Repeat', 'Completed', 5, 'Not Set', NULL, NULL, NULL, true, false, NULL, 'google', 'cpc', 'Roofing_Q3 (remarketing)', 'logo link', 'zahnarzt zürich', 'https://book.example.net/contact?ref=日本', 'https://book.example.net/?utm_source=google&utm_medium=cpc&gclid=R9vQxt16GDEzQ_ayrAi-srgqtRYnjfy7T4uatFGmdAc6ahTieaJKy2EvQdbCFVfLk8-untdXxaHB3K', '198.51.100.202', 'iOS 18', 'Mobile Safari 18', 'Smartphone', 'Google Pixel', 'אברהם לוי', NULL, NULL, '+12015550105', NULL, '+12015550105', 'Denver', 'CO', '80202', 'US', 'Van №3', '+12015550128', '+12015550129', '+12015550105', 'אברהם לוי', 'Denver', 'CO', '80202', 'US', 'Completed', '52 seconds', 52, 'Answered', 'VoIP', 'https://app.whatconverts.com/recording/r-ae56e790-9a687e15-50ac-c1ab-eae8-6b96c77fca9f/download', 'https://app.whatconverts.com/recording/r-ae56e790-9a687e15-50ac-c1ab-eae8-6b96c77fca9f/play', NULL, NULL, 'Recipient
Harbor Lane Dental, The parking is behind the building, next to the café.
Caller
I saw the "winter" offer on your site.
Recipient
My name is O''Connor, with an apostrophe.
Caller
Which day would suit you best?
Recipient
Sorry, the line is bad, could you say that again?
Caller
Thursday after four, if you have it.
Recipient
Which day would suit you best?
Caller
Let me look at the calendar for a moment.
Recipient
Could you spell the street for me?
Caller
I saw the "winter" offer on your site.
Recipient
The parking is behind the building, next to the café.
Caller
Do you take my insurance, it is through my employer?
Recipient
It starts at four hundred and eighty, I can send you the list.
Caller
I would like a consultation for an implant.
Recipient
I saw the "winter" offer on your site.
Caller
Let me look at the calendar for a moment.
Recipient
Sorry, the line is bad, could you say that again?
Caller
I saw the "winter" offer on your site.
Recipient
What would that cost without the insurance?
Caller
That offer ends on Friday.
Recipient
Thank you so much, have a good day.
Caller
how can I help?
Recipient
Let me look at the calendar for a moment.
Caller
My name is O''Connor, with an apostrophe.
Recipient
I saw the "winter" offer on your site.
Caller
Let me look at the calendar for a moment.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'R9vQxt16GDEzQ_ayrAi-srgqtRYnjfy7T4uatFGmdAc6ahTieaJKy2EvQdbCFVfLk8-untdXxaHB3K', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.933955+00', NULL, '\x18f4711bee19f57eb000fef7f2ba98ad'),
	(150000298, 40377, 70234, '2026-01-23 08:08:19+00', '2026-01-23 08:21:08+00', 'Pine & Oak Furniture', 'Pine & Oak Furniture - Booking', '70234-c58b999f-8762-410d-819f-9a5b49d7ee23', 'Phone Call', 'Unique', 'Completed', 55, 'Yes', NULL, NULL, 'insurance,appointment', false, false, NULL, 'Радио', 'offline', NULL, NULL, NULL, 'https://shop.example.com/team/dr-o''connor', 'https://shop.example.com/team/dr-o''connor', '198.51.100.70', 'Windows 10', 'Chrome Mobile 141', 'Smartphone', 'Google Pixel', NULL, NULL, 'visitor.1+bb2c@example.org', '+12015550101', 'visitor.1+bb2c@example.org', '+12015550101', 'Denver', 'CO', '80202', 'US', 'Van №3', '+12015550138', '+12015550139', '+12015550101', 'JOSÉ COMBINING', 'Denver', 'CO', '80202', 'US', 'Completed', '0 seconds', 0, 'No Answer', 'Mobile', 'https://app.whatconverts.com/recording/r-46e11f4c-7930a6bd-34b6-eaec-4aaa-4f5de08a8b6c/download', 'https://app.whatconverts.com/recording/r-46e11f4c-7930a6bd-34b6-eaec-4aaa-4f5de08a8b6c/play', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{"Lead Summary": "A returning client moved an appointment to Thursday afternoon. The caller asked for a consultation and checked insurance cover.", "Topic Detection": "complaint,refund", "Intent Detection": "Change an appointment.", "Keyword Detection": "insurance,scheduling", "Sentiment Detection": "Negative"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.987819+00', NULL, '\x009e37ff9d580b30d54af6e846a9177d'),
	(150000367, 40711, 70122, '2026-05-30 17:06:19+00', '2026-05-30 17:26:03+00', 'Bright Smiles "Kids"', 'Bright Smiles "Kids" - Landing Pages', '70122-af4f0baa-2c46-47eb-83cc-924251d80f99', 'Web Form', 'Unique', 'Completed', 40, 'No', NULL, NULL, 'refund,appointment', false, false, 'يرجى الاتصال صباحا', '(direct)', '(none)', NULL, NULL, NULL, 'https://book.example.net/sofas?ref=日本', 'https://book.example.net/offers/winter', '198.51.100.66', 'macOS 26 Tahoe', 'Chrome 136', 'Tablet', 'Google Pixel', 'Dana Whitfield', NULL, NULL, NULL, NULL, NULL, 'Portland', 'OR', '97201', 'US', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Newsletter', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '1780160689', NULL, NULL, NULL, NULL, NULL, NULL, '605354', '28', '2', 'A7827E7D4699AB3616167334A1381138', '{"رسالة": "Können Sie mich zurückrufen?", "Company / Organisation": "{\"json\": \"inside\"}", "If you are a human, leave this blank": ""}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.987884+00', NULL, '\xf76ed4f1f1c50f2c4ab4ac8ef92b23b4'),
	(150000384, 40210, 70255, '2026-07-24 01:45:07+00', '2026-07-24 01:58:31+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Shop', '70255-86f88001-164d-4697-828b-b3e8cb2cf75f', 'Web Form', 'Unique', 'Completed', 25, 'Yes', NULL, NULL, NULL, false, false, NULL, 'newsletter', 'email', NULL, NULL, NULL, 'https://book.example.net/offers/winter?ref=日本', 'https://book.example.net/prices', '198.51.100.98', 'Windows 10', 'Edge 140', 'Tablet', 'Apple iPhone', 'Ella Novak', 'Acme “North” Ltd', 'visitor.4+5170@example.com', '+12015550104', 'visitor.4+5170@example.com', '+12015550104', 'Cairo', 'القاهرة', '11511', 'EG', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Request a Quote', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '465843062.1784857417', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"電話番号": "+12015550104", "Company / Organisation": "👩🏽‍⚕️ please"}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.987898+00', NULL, '\xeae49f1fcf97885c36bf3b89c63d43f0'),
	(150000430, 40878, 70248, '2026-11-01 00:00:00+00', '2026-11-01 00:00:00+00', 'Café Zürich', 'Café Zürich - Main Site', '70248-1871cc45-250b-4809-8d0e-44108b141550', 'Transaction', 'Repeat', 'Completed', 65, 'Yes', 8940.99, 5037, 'quote,emergency', false, false, 'Said: "too expensive"', 'google', 'organic', NULL, NULL, NULL, 'https://shop.example.com/caf%C3%A9/menü', 'https://shop.example.com/caf%C3%A9/menü', '203.0.113.8', 'Android 16', 'Firefox 144', 'Tablet', 'Samsung', 'Sam O’Hara', NULL, 'visitor.2+0a95@example.org', '+12015550102', 'visitor.2+0a95@example.org', '+12015550102', 'Austin', 'Texas', '78701', 'US', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'PO-808600', 870, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '829405644.1793491110', NULL, NULL, NULL, NULL, '8c803ff93bdfe0c72a74ed473a3f142f', NULL, NULL, NULL, NULL, NULL, NULL, '{"Items": "Sofa x1", "Coupon": ""}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.98791+00', NULL, '\x8e8e1c62ac586b820e5dcc9f657f0f35'),
	(150000033, 40210, 70101, '2025-02-16 09:19:01+00', '2025-02-16 09:32:28+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Main Site', NULL, 'Phone Call', 'Repeat', 'Completed', 70, 'Not Set', NULL, NULL, NULL, false, false, NULL, '(direct)', '(none)', NULL, NULL, 'zahnarzt zürich', 'https://go.example.com/contact?ref=日本', 'https://go.example.com/services/roof-repair', '203.0.113.54', 'Android 16', 'Chrome Mobile 141', 'Smartphone', 'Samsung', 'Dana Whitfield', NULL, 'visitor.3+c2bc@example.com', '+12015550103', 'visitor.3+c2bc@example.com', '+12015550103', 'Portland', 'OR', '97201', 'US', 'Google Ads pool', '+12015550100', '+12015550101', '+12015550103', 'DANA WHITFIELD', 'Portland', 'OR', '97201', 'US', 'Completed', '16 seconds', 16, 'Answered', 'Landline', 'https://app.whatconverts.com/recording/r-f128cc05-a13195a9-8bc7-cedd-ac90-acccf06b4993/download', 'https://app.whatconverts.com/recording/r-f128cc05-a13195a9-8bc7-cedd-ac90-acccf06b4993/play', NULL, NULL, 'Recipient
Harbor Lane Dental, Sorry, the line is bad, could you say that again?
Caller
Let me look at the calendar for a moment.
Recipient
Thank you so much, have a good day.
Caller
I would like a consultation for an implant.
Recipient
Could you spell the street for me?
Caller
We do, please bring the card along.
Recipient
Do you take my insurance, it is through my employer?
Caller
That offer ends on Friday.
Recipient
how can I help?
Caller
Could you spell the street for me?
Recipient
Do you take my insurance, it is through my employer?
Caller
I saw the "winter" offer on your site.
Recipient
That offer ends on Friday.
Caller
It starts at four hundred and eighty, I can send you the list.
Recipient
My name is O''Connor, with an apostrophe.
Caller
Do you take my insurance, it is through my employer?
Recipient
We do, please bring the card along.
Caller
I would like a consultation for an implant.
Recipient
Could you spell the street for me?
Caller
Let me look at the calendar for a moment.
Recipient
Do you take my insurance, it is through my employer?
Caller
Could you spell the street for me?
Recipient
I saw the "winter" offer on your site.
Caller
The parking is behind the building, next to the café.
Recipient
I saw the "winter" offer on your site.
Caller
We do, please bring the card along.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '1490514393.1739697451', '1739697451', NULL, NULL, NULL, 'd3e9ad14764dddf513a1a61db87963fc', NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{"Lead Summary": "The caller asked for a consultation and checked insurance cover. Wrong number; the caller was looking for a bakery.", "Topic Detection": "insurance,emergency", "Intent Detection": "Change an appointment.", "Keyword Detection": "refund,scheduling", "Sentiment Detection": "Positive"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.024425+00', NULL, '\x9e2f524e686f477089253ca0b293c58d'),
	(150000073, 40210, 70220, '2025-03-05 07:25:13+00', '2025-03-05 07:27:04+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Landing Pages', '70220-c715df86-03cd-4c1b-870e-887c698dd235', 'Phone Call', 'Repeat', 'Completed', 40, 'Not Set', 3674.4, NULL, NULL, false, false, NULL, 'bing', 'organic', NULL, NULL, NULL, 'https://go.example.com/caf%C3%A9/menü', 'https://go.example.com/caf%C3%A9/menü', '203.0.113.233', 'Linux', 'Safari 26', 'Desktop', 'Google Pixel', '李小龍 👨‍👩‍👧', NULL, 'visitor.0+2f64@example.org', '+12015550100', 'visitor.0+2f64@example.org', '+12015550100', 'München', 'Bayern', '80331', 'DE', 'Google Ads pool', '+12015550134', '+12015550135', '+12015550100', '李小龍 👨‍👩‍👧', 'München', 'Bayern', '80331', 'DE', 'Completed', '20 minutes 27 seconds', 1227, 'Answered', 'Landline', 'https://app.whatconverts.com/recording/r-bae08741-3b920181-72c1-ae32-d3a5-c561953e6270/download', 'https://app.whatconverts.com/recording/r-bae08741-3b920181-72c1-ae32-d3a5-c561953e6270/play', NULL, NULL, 'Recipient
Harbor Lane Dental, What would that cost without the insurance?
Caller
Let me look at the calendar for a moment.
Recipient
how can I help?
Caller
Thank you so much, have a good day.
Recipient
What would that cost without the insurance?
Caller
I would like a consultation for an implant.
Recipient
Sorry, the line is bad, could you say that again?
Caller
Sorry, the line is bad, could you say that again?
Recipient
Thursday after four, if you have it.
Caller
Thursday after four, if you have it.
Recipient
I would like a consultation for an implant.
Caller
Sorry, the line is bad, could you say that again?
Recipient
Thank you so much, have a good day.
Caller
We do, please bring the card along.
Recipient
My name is O''Connor, with an apostrophe.
Caller
Could you spell the street for me?
Recipient
It starts at four hundred and eighty, I can send you the list.
Caller
It starts at four hundred and eighty, I can send you the list.
Recipient
Thank you so much, have a good day.
Caller
Thursday after four, if you have it.
Recipient
The parking is behind the building, next to the café.
Caller
Let me look at the calendar for a moment.
Recipient
Which day would suit you best?
Caller
What would that cost without the insurance?', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{"Lead Summary": "A returning client moved an appointment to Thursday afternoon. Der Anrufer fragte nach Preisen und bat um Rückruf.", "Topic Detection": "implants,insurance", "Intent Detection": "Complain about a late delivery.", "Keyword Detection": "delivery,scheduling", "Sentiment Detection": "Positive"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.024472+00', NULL, '\x3de9dbb27abaa2053adabe4337e4acbc'),
	(150000096, 40377, 70241, '2025-07-01 02:09:18+00', '2025-07-01 02:31:22+00', 'Pine & Oak Furniture', 'Pine & Oak Furniture - Partner – Portal', NULL, 'Phone Call', 'Repeat', 'Completed', 70, 'Not Set', NULL, NULL, NULL, false, true, NULL, 'facebook', 'paid', 'Display – Cold', 'logo link', 'emergency plumber', 'https://www.example.com/contact?ref=日本', 'https://www.example.com/delivery?utm_source=facebook&fbclid=mXePc1YXhW4HIanUGXgq7bmTkyyT2iUreTE978JhZ__jamRFJBOSUONr1_d-YLqz1vdeurPWn56dhD', '2001:db8::8ad2:c075', 'Windows 10', 'Chrome 136', 'Smartphone', 'Google Pixel', 'אברהם לוי', NULL, NULL, '+12015550105', NULL, '+12015550105', 'Denver', 'CO', '80202', 'US', 'Directory/Yelp', '+12015550140', '+12015550141', '+12015550105', NULL, 'Denver', 'CO', '80202', 'US', 'Completed', '3 seconds', 3, 'No Answer', 'Mobile', 'https://app.whatconverts.com/recording/r-1b92717f-b8cf7af0-f375-a2e6-075e-492d78b4be11/download', 'https://app.whatconverts.com/recording/r-1b92717f-b8cf7af0-f375-a2e6-075e-492d78b4be11/play', 'https://app.whatconverts.com/recording/r-1b92717f-b8cf7af0-f375-a2e6-075e-492d78b4be11/download', 'https://app.whatconverts.com/recording/r-1b92717f-b8cf7af0-f375-a2e6-075e-492d78b4be11/play', NULL, 'Hi, this is אברהם לוי, call me on +12025550136. We do, please bring the card along.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'fb.1.1751335668000.431458831', 'fb.1.1751335668001.mXePc1YXhW4HIanUGXgq7bmTkyyT2iUreTE978JhZ__jamRFJBOSUONr1_d-YLqz1vdeurPWn56dhD', '1707682944.1751335668', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{"Lead Summary": "Wrong number; the caller was looking for a bakery. Der Anrufer fragte nach Preisen und bat um Rückruf.", "Topic Detection": "complaint,emergency", "Intent Detection": "Book a consultation.", "Keyword Detection": "insurance,implants", "Sentiment Detection": "Positive"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.025297+00', NULL, '\x57c7be5c367d47b54e3d5023dc15c87d'),
	(150000122, 40210, 70269, '2025-07-01 02:09:18+00', '2025-07-01 02:19:55+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Landing Pages', NULL, 'Web Form', 'Unique', 'Completed', 5, 'Not Set', NULL, NULL, NULL, false, false, NULL, 'newsletter', 'email', NULL, NULL, NULL, 'https://www.example.org/prices?ref=日本', 'https://www.example.org/delivery', '198.51.100.122', 'Windows 11', 'Mobile Safari 18', 'Desktop', 'Samsung', 'Dana Whitfield', NULL, 'visitor.3+c2bc@example.com', NULL, 'visitor.3+c2bc@example.com', NULL, 'Portland', 'OR', '97201', 'US', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Book "Now"', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '234439802.1751335668', NULL, '9ae3ece9-e358-4b31-84b7-f8c7608e1a5c', 'c', '86a14878cac670bc76', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"C:\\path": "هل لديكم موعد غدا؟", "Your name:": "Dana Whitfield"}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.025309+00', NULL, '\xca5f3821e6dabde2a42f6e97f0a40c8e'),
	(150000184, 40711, 70276, '2025-08-21 02:51:37+00', '2025-08-21 02:59:12+00', 'Bright Smiles "Kids"', 'Bright Smiles "Kids" - Español', '70276-4047f482-2d3c-4971-8ea1-425d5b116354', 'Phone Call', 'Unique', 'In Progress', 30, 'Not Set', NULL, NULL, NULL, false, false, NULL, 'bing', 'organic', NULL, NULL, NULL, 'https://book.example.net/services/roof-repair?ref=日本', 'https://book.example.net/prices', '203.0.113.168', 'Windows 10', 'Chrome 136', 'Desktop', 'Apple iPhone', '李小龍 👨‍👩‍👧', NULL, NULL, '+12015550100', NULL, '+12015550100', 'München', 'Bayern', '80331', 'DE', 'Google Ads pool', '+12015550150', '+12015550151', '+12015550100', '李小龍 👨‍👩‍👧', 'München', 'Bayern', '80331', 'DE', 'In Progress', NULL, NULL, NULL, 'VoIP', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '801962851.1755744607', NULL, NULL, NULL, NULL, NULL, '726227', NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.025317+00', NULL, '\x69aacecb1a45dfcd0a85e56f9e97f661'),
	(150000187, 40210, 70255, '2025-08-27 21:56:28+00', '2025-08-27 22:16:41+00', 'Harbor Lane Dental', 'Harbor Lane Dental - Shop', '70255-34f6d5da-0e8a-4f98-80b3-2cbe09b08841', 'Web Form', 'Unique', 'Completed', 60, 'Not Set', NULL, NULL, NULL, false, false, NULL, 'newsletter', 'email', NULL, NULL, NULL, 'https://www.example.org/implants?ref=日本', 'https://www.example.org/offers/winter', '192.0.2.108', 'Linux', 'Mobile Safari 18', 'Tablet', 'Apple Mac', 'Sam O’Hara', NULL, 'visitor.2+0a95@example.org', NULL, 'visitor.2+0a95@example.org', NULL, 'Austin', 'Texas', '78701', 'US', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Request a Quote', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '1756331698', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"e g 240": "Two lines\nof text, with an emoji 🙂", "Téléphone": "+12015550102", "How can we help?": "none of the above''; drop table leads; --"}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.025324+00', NULL, '\xc9791044dea4dbc5f863ce0164c066c9'),
	(150000279, 40878, 70248, '2025-09-14 21:37:33+00', '2025-09-30 21:34:57+00', 'Café Zürich', 'Café Zürich - Main Site', NULL, 'Phone Call', 'Unique', 'Completed', 55, 'Not Set', NULL, NULL, 'delivery,price', false, true, NULL, 'google', 'cpc', 'Winter ❄ sale', 'responsive #12', '歯医者', 'https://book.example.net/checkout/thanks?ref=日本', 'https://book.example.net/services/roof-repair?utm_source=google&utm_medium=cpc&gclid=EetmeMNDLh6LeR65IOeSdjyxm1rhcW1q6YYlc1ixbZNSsQsbtBl0oYnmcfAiqOY4AYxBADDBksnAoQ', '198.51.100.168', 'Windows 10', 'Mobile Safari 18', 'Tablet', 'Google Pixel', 'Sam O’Hara', NULL, NULL, '+12015550102', NULL, '+12015550102', NULL, NULL, NULL, NULL, 'Van №3', '+12015550142', '+12015550143', '+12015550102', 'SAM O’HARA', 'Austin', 'Texas', '78701', 'US', 'Completed', '5 minutes 8 seconds', 308, 'Answered', 'Landline', NULL, NULL, NULL, NULL, 'Recipient
Café Zürich, I would like a consultation for an implant.
Caller
Thursday after four, if you have it.
Recipient
Sorry, the line is bad, could you say that again?
Caller
Which day would suit you best?
Recipient
Do you take my insurance, it is through my employer?
Caller
What would that cost without the insurance?
Recipient
how can I help?
Caller
Let me look at the calendar for a moment.
Recipient
I saw the "winter" offer on your site.
Caller
That offer ends on Friday.
Recipient
That offer ends on Friday.
Caller
I saw the "winter" offer on your site.
Recipient
I saw the "winter" offer on your site.
Caller
I would like a consultation for an implant.
Recipient
Which day would suit you best?
Caller
I would like a consultation for an implant.
Recipient
The parking is behind the building, next to the café.
Caller
Let me look at the calendar for a moment.
Recipient
Thursday after four, if you have it.
Caller
Could you spell the street for me?
Recipient
Let me look at the calendar for a moment.
Caller
how can I help?
Recipient
It starts at four hundred and eighty, I can send you the list.
Caller
That offer ends on Friday.
Recipient
Do you take my insurance, it is through my employer?
Caller
It starts at four hundred and eighty, I can send you the list.
Recipient
That offer ends on Friday.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'EetmeMNDLh6LeR65IOeSdjyxm1rhcW1q6YYlc1ixbZNSsQsbtBl0oYnmcfAiqOY4AYxBADDBksnAoQ', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, '{}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.025332+00', NULL, '\x3e6a718bf7f49aa1c7dfae3ef36420ab');

INSERT INTO whatconverts.profiles VALUES
	(70143, 41212, 'Green Thumb Gardens - Partner – Portal', '2024-07-28 02:48:04+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709529+00', NULL),
	(70171, 41880, '東京サンプル - Landing Pages', '2024-05-23 15:02:42+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709716+00', NULL),
	(70262, 41880, '東京サンプル - Blog', '2024-05-25 02:36:01+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709723+00', NULL),
	(70283, 41880, '東京サンプル - Booking', '2024-06-09 08:01:59+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709726+00', NULL),
	(70157, 41546, 'Rapid Plumbing 24/7 - Shop', '2024-03-31 14:18:40+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709728+00', NULL),
	(70150, 41379, 'Blue Door Realty - Main Site', '2023-12-09 17:47:33+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709736+00', NULL),
	(70122, 40711, 'Bright Smiles "Kids" - Landing Pages', '2023-10-28 13:44:36+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709738+00', NULL),
	(70276, 40711, 'Bright Smiles "Kids" - Español', '2023-10-20 02:08:15+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709741+00', NULL),
	(70304, 40711, 'Bright Smiles "Kids" - Shop', '2023-10-22 17:29:49+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709776+00', NULL),
	(70164, 41713, 'Nordlicht Energie - Blog', '2023-06-13 22:53:15+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709781+00', NULL),
	(70129, 40878, 'Café Zürich - Español', '2023-03-18 04:03:18+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709784+00', NULL),
	(70227, 40878, 'Café Zürich - Español', '2023-03-20 17:43:11+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709786+00', NULL),
	(70248, 40878, 'Café Zürich - Main Site', '2023-03-15 06:54:37+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709788+00', NULL),
	(70297, 40878, 'Café Zürich - Main Site', '2023-03-12 10:44:34+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709791+00', NULL),
	(70101, 40210, 'Harbor Lane Dental - Main Site', '2023-03-15 07:30:12+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709794+00', NULL),
	(70178, 40210, 'Harbor Lane Dental - Español', '2023-03-14 19:56:51+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709796+00', NULL),
	(70192, 40210, 'Harbor Lane Dental - Partner – Portal', '2023-03-05 19:35:48+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709799+00', NULL),
	(70199, 40210, 'Harbor Lane Dental - Main Site', '2023-03-07 04:04:05+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709802+00', NULL),
	(70213, 40210, 'Harbor Lane Dental - Blog', '2023-03-17 10:29:30+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709804+00', NULL),
	(70220, 40210, 'Harbor Lane Dental - Landing Pages', '2023-03-13 07:54:44+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709806+00', NULL),
	(70255, 40210, 'Harbor Lane Dental - Shop', '2023-03-11 21:18:29+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709809+00', NULL),
	(70269, 40210, 'Harbor Lane Dental - Landing Pages', '2023-03-04 05:11:29+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709812+00', NULL),
	(70108, 40377, 'Pine & Oak Furniture - Shop', '2022-12-25 23:06:31+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709815+00', NULL),
	(70234, 40377, 'Pine & Oak Furniture - Booking', '2023-01-04 10:27:10+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709817+00', NULL),
	(70241, 40377, 'Pine & Oak Furniture - Partner – Portal', '2022-12-29 12:52:11+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.70982+00', NULL),
	(70115, 40544, 'Cobalt Roofing - Blog', '2022-06-14 10:18:21+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709828+00', NULL),
	(70206, 40544, 'Cobalt Roofing - Shop', '2022-06-18 14:04:33+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709831+00', NULL),
	(70290, 40544, 'Cobalt Roofing - Partner – Portal', '2022-06-19 19:44:32+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709834+00', NULL),
	(70136, 41045, 'Summit Law / Partners - Booking', '2022-06-09 04:04:24+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.709837+00', NULL),
	(70185, 41045, 'Summit Law / Partners - Booking', '2022-06-12 18:37:42+00', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.70984+00', NULL);

INSERT INTO whatconverts.roles VALUES
	(42390001, 'master_account_role', 'Administrator', true, '{"leads": "none", "users": "view", "billing": "none", "reports": "view", "accounts": "view", "profiles": "edit", "security": "edit", "settings": "none", "tracking": "edit", "integrations": "view"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330422+00', NULL),
	(42390002, 'master_account_role', 'Viewer', false, '{"leads": "view", "users": "edit", "billing": "view", "reports": "edit", "accounts": "edit", "profiles": "none", "security": "none", "settings": "view", "tracking": "none", "integrations": "edit"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330435+00', NULL),
	(42390003, 'master_account_role', 'Billing', true, '{"leads": "edit", "users": "none", "billing": "edit", "reports": "none", "accounts": "none", "profiles": "view", "security": "view", "settings": "edit", "tracking": "view", "integrations": "none"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330438+00', NULL),
	(42390004, 'master_account_role', 'Éditeur', false, '{"leads": "none", "users": "view", "billing": "none", "reports": "view", "accounts": "view", "profiles": "edit", "security": "edit", "settings": "none", "tracking": "edit", "integrations": "view"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330441+00', NULL),
	(42390005, 'account_role', 'Account Manager', true, '{"leads": "view", "reports": "edit", "profiles": "none", "settings": "view", "tracking": "none", "integrations": "edit"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330444+00', NULL),
	(42390006, 'account_role', 'Client', false, '{"leads": "edit", "reports": "none", "profiles": "view", "settings": "edit", "tracking": "view", "integrations": "none"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330446+00', NULL),
	(42390007, 'account_role', 'Call Center', true, '{"leads": "none", "reports": "view", "profiles": "edit", "settings": "none", "tracking": "edit", "integrations": "view"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330449+00', NULL),
	(42390008, 'account_role', 'Read "only"', false, '{"leads": "view", "reports": "edit", "profiles": "none", "settings": "view", "tracking": "none", "integrations": "edit"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330451+00', NULL),
	(42390009, 'account_role', 'Analyst', true, '{"leads": "edit", "reports": "none", "profiles": "view", "settings": "edit", "tracking": "view", "integrations": "none"}', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.330453+00', NULL);

INSERT INTO whatconverts.tracking_forms VALUES
	(31877, 40210, 70101, 'Harbor Lane Dental - Main Site', 'Request a Quote', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833448+00', NULL),
	(31878, 40377, 70108, 'Pine & Oak Furniture - Shop', 'お問い合わせ', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833551+00', NULL),
	(31879, 40377, 70108, 'Pine & Oak Furniture - Shop', 'Request a Quote', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833557+00', NULL),
	(31880, 40544, 70115, 'Cobalt Roofing - Blog', 'Contact Form', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.83356+00', NULL),
	(31881, 40711, 70122, 'Bright Smiles "Kids" - Landing Pages', 'Anfrage', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833563+00', NULL),
	(31882, 40878, 70129, 'Café Zürich - Español', 'Request a Quote', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833566+00', NULL),
	(31883, 40878, 70129, 'Café Zürich - Español', 'Contact Form', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833572+00', NULL),
	(31884, 41045, 70136, 'Summit Law / Partners - Booking', 'お問い合わせ', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833574+00', NULL),
	(31885, 41045, 70136, 'Summit Law / Partners - Booking', 'Newsletter', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833577+00', NULL),
	(31886, 41212, 70143, 'Green Thumb Gardens - Partner – Portal', 'Contact Form', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.83358+00', NULL),
	(31887, 41379, 70150, 'Blue Door Realty - Main Site', 'Contact Form', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833582+00', NULL),
	(31888, 41546, 70157, 'Rapid Plumbing 24/7 - Shop', 'Contact Form', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833585+00', NULL),
	(31889, 41713, 70164, 'Nordlicht Energie - Blog', 'Anfrage', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833587+00', NULL),
	(31890, 41880, 70171, '東京サンプル - Landing Pages', 'Request a Quote', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.83359+00', NULL),
	(31891, 41880, 70171, '東京サンプル - Landing Pages', 'お問い合わせ', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833593+00', NULL),
	(31892, 40210, 70178, 'Harbor Lane Dental - Español', 'Anfrage', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833595+00', NULL),
	(31893, 40210, 70178, 'Harbor Lane Dental - Español', 'Anfrage', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833598+00', NULL),
	(31894, 41045, 70185, 'Summit Law / Partners - Booking', 'Contact Form', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.8336+00', NULL),
	(31895, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Contact Form', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833603+00', NULL),
	(31896, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Newsletter', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833606+00', NULL),
	(31897, 40210, 70199, 'Harbor Lane Dental - Main Site', 'Contact Form', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833608+00', NULL),
	(31898, 40544, 70206, 'Cobalt Roofing - Shop', 'Contact Form', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833611+00', NULL),
	(31899, 40544, 70206, 'Cobalt Roofing - Shop', 'お問い合わせ', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833616+00', NULL),
	(31900, 40210, 70213, 'Harbor Lane Dental - Blog', 'Request a Quote', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833618+00', NULL),
	(31901, 40210, 70213, 'Harbor Lane Dental - Blog', 'Callback / Rückruf', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833621+00', NULL),
	(31902, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Anfrage', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833623+00', NULL),
	(31903, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Book "Now"', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833626+00', NULL),
	(31904, 40878, 70227, 'Café Zürich - Español', 'Request a Quote', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833629+00', NULL),
	(31905, 40878, 70227, 'Café Zürich - Español', 'Book "Now"', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833631+00', NULL),
	(31906, 40377, 70234, 'Pine & Oak Furniture - Booking', 'お問い合わせ', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833634+00', NULL),
	(31907, 40377, 70234, 'Pine & Oak Furniture - Booking', 'Contact Form', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833636+00', NULL),
	(31908, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'お問い合わせ', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833639+00', NULL),
	(31909, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'Book "Now"', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833642+00', NULL),
	(31910, 40878, 70248, 'Café Zürich - Main Site', 'Newsletter', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833644+00', NULL),
	(31911, 40878, 70248, 'Café Zürich - Main Site', 'Request a Quote', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833647+00', NULL),
	(31912, 40210, 70255, 'Harbor Lane Dental - Shop', 'Request a Quote', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.83365+00', NULL),
	(31913, 41880, 70262, '東京サンプル - Blog', 'Callback / Rückruf', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833652+00', NULL),
	(31914, 40210, 70269, 'Harbor Lane Dental - Landing Pages', 'Newsletter', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833655+00', NULL),
	(31915, 40210, 70269, 'Harbor Lane Dental - Landing Pages', 'Request a Quote', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833657+00', NULL),
	(31916, 40711, 70276, 'Bright Smiles "Kids" - Español', 'お問い合わせ', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833662+00', NULL),
	(31917, 40711, 70276, 'Bright Smiles "Kids" - Español', 'Anfrage', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833665+00', NULL),
	(31918, 41880, 70283, '東京サンプル - Booking', 'Callback / Rückruf', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833668+00', NULL),
	(31919, 40544, 70290, 'Cobalt Roofing - Partner – Portal', 'Callback / Rückruf', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.83367+00', NULL),
	(31920, 40878, 70297, 'Café Zürich - Main Site', 'Book "Now"', 'id', 'contact-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833673+00', NULL),
	(31921, 40878, 70297, 'Café Zürich - Main Site', 'Callback / Rückruf', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833676+00', NULL),
	(31922, 40711, 70304, 'Bright Smiles "Kids" - Shop', 'Contact Form', 'class', 'js-form', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833679+00', NULL),
	(31923, 40711, 70304, 'Bright Smiles "Kids" - Shop', 'Callback / Rückruf', 'name', 'anfrage', 'type', 'submit', NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.833682+00', NULL);

INSERT INTO whatconverts.tracking_numbers VALUES
	(880121, 40210, 70101, 'Harbor Lane Dental - Main Site', 'Website', '+12015550100', 'US', '+12015550101', 'US', '+12015550101', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-03-17 08:36:25+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805468+00', NULL),
	(880123, 40210, 70101, 'Harbor Lane Dental - Main Site', 'Facebook', '+12015550102', 'US', '+12015550101', 'US', '+12015550101', 'Simple forward', 'All Traffic', 'facebook', 'paid', NULL, NULL, NULL, NULL, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805622+00', NULL),
	(880125, 40210, 70101, 'Harbor Lane Dental - Main Site', 'Website', '+12015550104', 'US', '+12015550101', 'US', '+12015550101', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-08 08:33:35+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805628+00', NULL),
	(880127, 40377, 70108, 'Pine & Oak Furniture - Shop', 'Van №3', '+12015550106', 'US', '+12015550103', 'US', '+12015550103', NULL, 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-04-30 07:22:00+00', true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805631+00', NULL),
	(880129, 40377, 70108, 'Pine & Oak Furniture - Shop', 'Print – Spring', '+12015550108', 'US', '+12015550103', 'US', '+12015550103', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-06-23 15:00:10+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805633+00', NULL),
	(880131, 40544, 70115, 'Cobalt Roofing - Blog', 'Website', '+12015550110', 'US', '+12015550105', 'US', '+12015550105', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, NULL, false, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805635+00', NULL),
	(880133, 40544, 70115, 'Cobalt Roofing - Blog', 'Print – Spring', '+12015550112', 'US', '+12015550105', 'US', '+12015550105', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-03-20 10:06:00+00', true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80564+00', NULL),
	(880135, 40544, 70115, 'Cobalt Roofing - Blog', 'Facebook', '+12015550114', 'US', '+12015550105', 'US', '+12015550105', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-05-20 05:23:42+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805642+00', NULL),
	(880137, 40544, 70115, 'Cobalt Roofing - Blog', 'Print – Spring', '+12015550116', 'US', '+12015550105', 'US', '+12015550105', 'Simple forward', 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, NULL, false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805645+00', NULL),
	(880139, 40711, 70122, 'Bright Smiles "Kids" - Landing Pages', 'Print – Spring', '+12015550118', 'US', '+12015550107', 'US', '+12015550107', NULL, 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-04-12 07:48:41+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805647+00', NULL),
	(880141, 40711, 70122, 'Bright Smiles "Kids" - Landing Pages', 'Van №3', '+12015550120', 'US', '+12015550107', 'US', '+12015550107', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-03-12 21:12:20+00', false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805648+00', NULL),
	(880143, 40711, 70122, 'Bright Smiles "Kids" - Landing Pages', 'Facebook', '+12015550122', 'US', '+12015550107', 'US', '+12015550107', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-04-11 08:12:01+00', true, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80565+00', NULL),
	(880145, 40878, 70129, 'Café Zürich - Español', 'Van №3', '+12015550124', 'US', '+12015550109', 'US', '+12015550109', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-04-06 21:43:18+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805652+00', NULL),
	(880147, 40878, 70129, 'Café Zürich - Español', 'Website', '+12015550126', 'US', '+12015550109', 'US', '+12015550109', NULL, 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-04-03 22:24:12+00', false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805654+00', NULL),
	(880149, 40878, 70129, 'Café Zürich - Español', 'Website', '+12015550128', 'US', '+12015550109', 'US', '+12015550109', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-03-19 17:29:32+00', false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805656+00', NULL),
	(880151, 41045, 70136, 'Summit Law / Partners - Booking', 'Print – Spring', '+12015550130', 'US', '+12015550111', 'US', '+12015550111', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-06-11 11:04:31+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805658+00', NULL),
	(880153, 41045, 70136, 'Summit Law / Partners - Booking', 'Website', '+12015550132', 'US', '+12015550111', 'US', '+12015550111', NULL, 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-03-12 01:31:02+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80566+00', NULL),
	(880155, 41045, 70136, 'Summit Law / Partners - Booking', 'Directory/Yelp', '+12015550134', 'US', '+12015550111', 'US', '+12015550111', NULL, 'All Traffic', 'facebook', 'paid', NULL, NULL, NULL, '2026-04-09 15:15:55+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805662+00', NULL),
	(880157, 41045, 70136, 'Summit Law / Partners - Booking', 'Print – Spring', '+12015550136', 'US', '+12015550111', 'US', '+12015550111', 'Simple forward', 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-04-13 00:53:38+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805664+00', NULL),
	(880159, 41212, 70143, 'Green Thumb Gardens - Partner – Portal', 'Google Ads pool', '+12015550138', 'US', '+12015550113', 'US', '+12015550113', 'Simple forward', 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-05-19 14:42:13+00', true, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805668+00', NULL),
	(880161, 41212, 70143, 'Green Thumb Gardens - Partner – Portal', 'Google Ads pool', '+12015550140', 'US', '+12015550113', 'US', '+12015550113', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-05-02 06:05:51+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80567+00', NULL),
	(880163, 41379, 70150, 'Blue Door Realty - Main Site', 'Directory/Yelp', '+12015550142', 'US', '+12015550115', 'US', '+12015550115', NULL, 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-04-18 21:51:34+00', false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805672+00', NULL),
	(880165, 41379, 70150, 'Blue Door Realty - Main Site', 'Google Ads pool', '+12015550144', 'US', '+12015550115', 'US', '+12015550115', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-03-24 20:18:42+00', false, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805674+00', NULL),
	(880167, 41546, 70157, 'Rapid Plumbing 24/7 - Shop', 'Google Ads pool', '+12015550146', 'US', '+12015550117', 'US', '+12015550117', 'Simple forward', 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-05-08 19:51:49+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805676+00', NULL),
	(880169, 41546, 70157, 'Rapid Plumbing 24/7 - Shop', 'Print – Spring', '+12015550148', 'US', '+12015550117', 'US', '+12015550117', NULL, 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-04-19 07:55:24+00', false, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805678+00', NULL),
	(880171, 41546, 70157, 'Rapid Plumbing 24/7 - Shop', 'Print – Spring', '+12015550150', 'US', '+12015550117', 'US', '+12015550117', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-04-18 09:26:31+00', false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80568+00', NULL),
	(880173, 41546, 70157, 'Rapid Plumbing 24/7 - Shop', 'Van №3', '+12015550152', 'US', '+12015550117', 'US', '+12015550117', NULL, 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, NULL, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805681+00', NULL),
	(880175, 41713, 70164, 'Nordlicht Energie - Blog', 'Website', '+12015550154', 'US', '+12015550119', 'US', '+12015550119', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-04-03 01:17:52+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805683+00', NULL),
	(880177, 41713, 70164, 'Nordlicht Energie - Blog', 'Van №3', '+12015550156', 'US', '+12015550119', 'US', '+12015550119', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-03-13 17:12:08+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805685+00', NULL),
	(880179, 41880, 70171, '東京サンプル - Landing Pages', 'Van №3', '+12015550158', 'US', '+12015550121', 'US', '+12015550121', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-03-29 00:44:02+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805687+00', NULL),
	(880181, 41880, 70171, '東京サンプル - Landing Pages', 'Directory/Yelp', '+12015550160', 'US', '+12015550121', 'US', '+12015550121', NULL, 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-03-30 11:24:31+00', true, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805689+00', NULL),
	(880183, 40210, 70178, 'Harbor Lane Dental - Español', 'Directory/Yelp', '+12015550162', 'US', '+12015550123', 'US', '+12015550123', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-04-20 04:27:00+00', false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805691+00', NULL),
	(880185, 40210, 70178, 'Harbor Lane Dental - Español', 'Van №3', '+12015550164', 'US', '+12015550123', 'US', '+12015550123', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-03-28 18:49:54+00', true, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805695+00', NULL),
	(880187, 40210, 70178, 'Harbor Lane Dental - Español', 'Google Ads pool', '+12015550166', 'US', '+12015550123', 'US', '+12015550123', NULL, 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-05-02 15:45:56+00', false, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805697+00', NULL),
	(880189, 41045, 70185, 'Summit Law / Partners - Booking', 'Van №3', '+12015550168', 'US', '+12015550125', 'US', '+12015550125', 'Simple forward', 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-06-12 20:10:00+00', false, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805699+00', NULL),
	(880191, 41045, 70185, 'Summit Law / Partners - Booking', 'Print – Spring', '+12015550170', 'US', '+12015550125', 'US', '+12015550125', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-03-21 10:26:34+00', false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805701+00', NULL),
	(880193, 41045, 70185, 'Summit Law / Partners - Booking', 'Print – Spring', '+12015550172', 'US', '+12015550125', 'US', '+12015550125', 'Simple forward', 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-06-15 19:41:57+00', true, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.805703+00', NULL),
	(880195, 41045, 70185, 'Summit Law / Partners - Booking', 'Google Ads pool', '+12015550174', 'US', '+12015550125', 'US', '+12015550125', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-01 16:51:09+00', false, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806308+00', NULL),
	(880197, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Google Ads pool', '+12015550176', 'US', '+12015550127', 'US', '+12015550127', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, NULL, true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806312+00', NULL),
	(880199, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Facebook', '+12015550178', 'US', '+12015550127', 'US', '+12015550127', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-05-27 14:44:33+00', false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806315+00', NULL),
	(880201, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Google Ads pool', '+12015550180', 'US', '+12015550127', 'US', '+12015550127', NULL, 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, '2026-03-13 12:59:59+00', true, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806318+00', NULL),
	(880203, 40210, 70192, 'Harbor Lane Dental - Partner – Portal', 'Print – Spring', '+12015550182', 'US', '+12015550127', 'US', '+12015550127', 'Simple forward', 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, '2026-03-26 01:39:50+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80632+00', NULL),
	(880205, 40210, 70199, 'Harbor Lane Dental - Main Site', 'Directory/Yelp', '+12015550184', 'US', '+12015550129', 'US', '+12015550129', NULL, 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, NULL, false, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806322+00', NULL),
	(880207, 40210, 70199, 'Harbor Lane Dental - Main Site', 'Print – Spring', '+12015550186', 'US', '+12015550129', 'US', '+12015550129', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-03-27 14:42:52+00', false, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806323+00', NULL),
	(880209, 40210, 70199, 'Harbor Lane Dental - Main Site', 'Website', '+12015550188', 'US', '+12015550129', 'US', '+12015550129', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-04-21 12:54:13+00', false, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806328+00', NULL),
	(880211, 40210, 70199, 'Harbor Lane Dental - Main Site', 'Website', '+12015550190', 'US', '+12015550129', 'US', '+12015550129', NULL, 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-03-14 11:42:40+00', true, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80633+00', NULL),
	(880213, 40544, 70206, 'Cobalt Roofing - Shop', 'Google Ads pool', '+12015550192', 'US', '+12015550131', 'US', '+12015550131', 'Simple forward', 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-06-21 02:31:29+00', false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806332+00', NULL),
	(880215, 40544, 70206, 'Cobalt Roofing - Shop', 'Website', '+12015550194', 'US', '+12015550131', 'US', '+12015550131', 'Simple forward', 'All Traffic', 'facebook', 'paid', NULL, NULL, NULL, '2026-03-21 16:35:37+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806334+00', NULL),
	(880217, 40210, 70213, 'Harbor Lane Dental - Blog', 'Directory/Yelp', '+12015550196', 'US', '+12015550133', 'US', '+12015550133', 'Simple forward', 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-06-04 02:29:17+00', true, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806335+00', NULL),
	(880219, 40210, 70213, 'Harbor Lane Dental - Blog', 'Directory/Yelp', '+12015550198', 'US', '+12015550133', 'US', '+12015550133', NULL, 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-04-24 14:17:48+00', true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806337+00', NULL),
	(880221, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Website', '+12025550100', 'US', '+12015550135', 'US', '+12015550135', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, NULL, false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806339+00', NULL),
	(880223, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Directory/Yelp', '+12025550102', 'US', '+12015550135', 'US', '+12015550135', NULL, 'All Traffic', 'facebook', 'paid', NULL, NULL, NULL, '2026-05-03 15:32:19+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806341+00', NULL),
	(880225, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Google Ads pool', '+12025550104', 'US', '+12015550135', 'US', '+12015550135', 'Simple forward', 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-04-21 10:40:40+00', true, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806343+00', NULL),
	(880227, 40210, 70220, 'Harbor Lane Dental - Landing Pages', 'Google Ads pool', '+12025550106', 'US', '+12015550135', 'US', '+12015550135', NULL, 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-06-14 02:44:02+00', true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806345+00', NULL),
	(880229, 40878, 70227, 'Café Zürich - Español', 'Print – Spring', '+12025550108', 'US', '+12015550137', 'US', '+12015550137', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-03-21 13:36:08+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806347+00', NULL),
	(880231, 40878, 70227, 'Café Zürich - Español', 'Google Ads pool', '+12025550110', 'US', '+12015550137', 'US', '+12015550137', 'Simple forward', 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-03-25 21:49:32+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806349+00', NULL),
	(880233, 40878, 70227, 'Café Zürich - Español', 'Print – Spring', '+12025550112', 'US', '+12015550137', 'US', '+12015550137', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-06-22 01:27:23+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80635+00', NULL),
	(880235, 40878, 70227, 'Café Zürich - Español', 'Van №3', '+12025550114', 'US', '+12015550137', 'US', '+12015550137', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, NULL, false, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806355+00', NULL),
	(880237, 40377, 70234, 'Pine & Oak Furniture - Booking', 'Print – Spring', '+12025550116', 'US', '+12015550139', 'US', '+12015550139', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-04-15 23:35:41+00', false, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806357+00', NULL),
	(880239, 40377, 70234, 'Pine & Oak Furniture - Booking', 'Van №3', '+12025550118', 'US', '+12015550139', 'US', '+12015550139', 'Simple forward', 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-06-07 15:33:08+00', true, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806358+00', NULL),
	(880241, 40377, 70234, 'Pine & Oak Furniture - Booking', 'Google Ads pool', '+12025550120', 'US', '+12015550139', 'US', '+12015550139', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-06-04 06:56:45+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80636+00', NULL),
	(880243, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'Facebook', '+12025550122', 'US', '+12015550141', 'US', '+12015550141', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-03-17 20:29:22+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806362+00', NULL),
	(880245, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'Google Ads pool', '+12025550124', 'US', '+12015550141', 'US', '+12015550141', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-05 13:31:20+00', true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806364+00', NULL),
	(880247, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'Van №3', '+12025550126', 'US', '+12015550141', 'US', '+12015550141', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, '2026-04-26 14:24:16+00', true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806366+00', NULL),
	(880249, 40377, 70241, 'Pine & Oak Furniture - Partner – Portal', 'Print – Spring', '+12025550128', 'US', '+12015550141', 'US', '+12015550141', 'Simple forward', 'All Traffic', '(direct)', '(none)', NULL, NULL, NULL, '2026-05-15 23:10:30+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806367+00', NULL),
	(880251, 40878, 70248, 'Café Zürich - Main Site', 'Facebook', '+12025550130', 'US', '+12015550143', 'US', '+12015550143', 'Simple forward', 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, NULL, false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80637+00', NULL),
	(880253, 40878, 70248, 'Café Zürich - Main Site', 'Facebook', '+12025550132', 'US', '+12015550143', 'US', '+12015550143', NULL, 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-05-12 08:08:35+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806371+00', NULL),
	(880255, 40878, 70248, 'Café Zürich - Main Site', 'Google Ads pool', '+12025550134', 'US', '+12015550143', 'US', '+12015550143', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-05-07 18:31:56+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806373+00', NULL),
	(880257, 40878, 70248, 'Café Zürich - Main Site', 'Print – Spring', '+12025550136', 'US', '+12015550143', 'US', '+12015550143', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, NULL, true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806375+00', NULL),
	(880259, 40210, 70255, 'Harbor Lane Dental - Shop', 'Google Ads pool', '+12025550138', 'US', '+12015550145', 'US', '+12015550145', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-05-02 12:17:27+00', false, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806377+00', NULL),
	(880261, 40210, 70255, 'Harbor Lane Dental - Shop', 'Van №3', '+12025550140', 'US', '+12015550145', 'US', '+12015550145', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-24 13:49:37+00', true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806381+00', NULL),
	(880263, 40210, 70255, 'Harbor Lane Dental - Shop', 'Van №3', '+12025550142', 'US', '+12015550145', 'US', '+12015550145', NULL, 'All Traffic', 'Радио', 'offline', NULL, NULL, NULL, NULL, true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806383+00', NULL),
	(880265, 40210, 70255, 'Harbor Lane Dental - Shop', 'Van №3', '+12025550144', 'US', '+12015550145', 'US', '+12015550145', 'Simple forward', 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, NULL, false, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.8064+00', NULL),
	(880267, 41880, 70262, '東京サンプル - Blog', 'Van №3', '+12025550146', 'US', '+12015550147', 'US', '+12015550147', 'Simple forward', 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-05-07 15:04:20+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806402+00', NULL),
	(880269, 41880, 70262, '東京サンプル - Blog', 'Directory/Yelp', '+12025550148', 'US', '+12015550147', 'US', '+12015550147', 'Simple forward', 'All Traffic', 'yelp.com', 'referral', NULL, NULL, NULL, '2026-05-08 10:13:57+00', true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806404+00', NULL),
	(880271, 40210, 70269, 'Harbor Lane Dental - Landing Pages', 'Facebook', '+12025550150', 'US', '+12015550149', 'US', '+12015550149', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, NULL, true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806406+00', NULL),
	(880273, 40210, 70269, 'Harbor Lane Dental - Landing Pages', 'Directory/Yelp', '+12025550152', 'US', '+12015550149', 'US', '+12015550149', 'Simple forward', 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-03-12 05:20:09+00', true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806408+00', NULL),
	(880275, 40711, 70276, 'Bright Smiles "Kids" - Español', 'Website', '+12025550154', 'US', '+12015550151', 'US', '+12015550151', 'Simple forward', 'All Traffic', 'facebook', 'paid', NULL, NULL, NULL, NULL, true, false, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806411+00', NULL),
	(880277, 40711, 70276, 'Bright Smiles "Kids" - Español', 'Directory/Yelp', '+12025550156', 'US', '+12015550151', 'US', '+12015550151', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-30 04:09:07+00', false, false, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806413+00', NULL),
	(880279, 41880, 70283, '東京サンプル - Booking', 'Google Ads pool', '+12025550158', 'US', '+12015550153', 'US', '+12015550153', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-03-21 16:53:51+00', true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806415+00', NULL),
	(880281, 41880, 70283, '東京サンプル - Booking', 'Van №3', '+12025550160', 'US', '+12015550153', 'US', '+12015550153', 'Simple forward', 'All Traffic', 'google', 'organic', NULL, NULL, NULL, '2026-04-23 01:33:15+00', false, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806416+00', NULL),
	(880283, 40544, 70290, 'Cobalt Roofing - Partner – Portal', 'Google Ads pool', '+12025550162', 'US', '+12015550155', 'US', '+12015550155', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-03-15 20:58:06+00', false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806418+00', NULL),
	(880285, 40544, 70290, 'Cobalt Roofing - Partner – Portal', 'Van №3', '+12025550164', 'US', '+12015550155', 'US', '+12015550155', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, NULL, true, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80642+00', NULL),
	(880287, 40544, 70290, 'Cobalt Roofing - Partner – Portal', 'Website', '+12025550166', 'US', '+12015550155', 'US', '+12015550155', NULL, 'All Traffic', 'google business profile', 'organic', NULL, NULL, NULL, '2026-05-04 05:55:26+00', false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806425+00', NULL),
	(880289, 40878, 70297, 'Café Zürich - Main Site', 'Google Ads pool', '+12025550168', 'US', '+12015550157', 'US', '+12015550157', NULL, 'Google Ads', 'google', 'cpc', NULL, NULL, NULL, '2026-04-10 03:30:37+00', true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806427+00', NULL),
	(880291, 40878, 70297, 'Café Zürich - Main Site', 'Directory/Yelp', '+12025550170', 'US', '+12015550157', 'US', '+12015550157', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-29 06:04:07+00', false, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806428+00', NULL),
	(880293, 40878, 70297, 'Café Zürich - Main Site', 'Website', '+12025550172', 'US', '+12015550157', 'US', '+12015550157', NULL, 'Google Ads', 'bing', 'cpc', NULL, NULL, NULL, '2026-03-20 02:09:38+00', true, false, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.80643+00', NULL),
	(880295, 40711, 70304, 'Bright Smiles "Kids" - Shop', 'Print – Spring', '+12025550174', 'US', '+12015550159', 'US', '+12015550159', NULL, 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, '2026-05-03 02:29:43+00', true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806432+00', NULL),
	(880297, 40711, 70304, 'Bright Smiles "Kids" - Shop', 'Google Ads pool', '+12025550176', 'US', '+12015550159', 'US', '+12015550159', 'Simple forward', 'All Traffic', 'newsletter', 'email', NULL, NULL, NULL, NULL, true, true, false, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806434+00', NULL),
	(880299, 40711, 70304, 'Bright Smiles "Kids" - Shop', 'Website', '+12025550178', 'US', '+12015550159', 'US', '+12015550159', NULL, 'All Traffic', 'bing', 'organic', NULL, NULL, NULL, '2026-04-15 16:50:07+00', false, true, true, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.806436+00', NULL);

INSERT INTO whatconverts.user_accounts VALUES
	(5411328, 41713, 42390006, NULL, true, false, false, true, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278476+00', NULL),
	(5411331, 40544, 42390005, NULL, true, false, true, false, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278594+00', NULL),
	(5411331, 40711, 42390005, NULL, false, true, true, false, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278602+00', NULL),
	(5411334, 41379, 42390009, NULL, true, false, true, true, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278607+00', NULL),
	(5411334, 41546, 42390007, NULL, false, true, true, true, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27861+00', NULL),
	(5411334, 41713, 42390006, NULL, true, true, true, true, false, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278613+00', NULL),
	(5411340, 41045, 42390006, NULL, true, false, false, false, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278616+00', NULL),
	(5411343, 41880, 42390009, NULL, true, false, false, true, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27862+00', NULL),
	(5411343, 42047, 42390009, NULL, false, true, false, true, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278623+00', NULL),
	(5411346, 40711, 42390009, NULL, true, false, true, false, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278627+00', NULL),
	(5411346, 40878, 42390007, NULL, false, true, true, false, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27863+00', NULL),
	(5411346, 41045, 42390006, NULL, true, true, true, false, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278633+00', NULL),
	(5411352, 40377, 42390006, NULL, true, false, false, true, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278636+00', NULL),
	(5411355, 41212, 42390008, NULL, true, false, false, false, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278639+00', NULL),
	(5411355, 41379, 42390007, NULL, false, true, false, false, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278642+00', NULL),
	(5411358, 42047, 42390008, NULL, true, false, false, true, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278645+00', NULL),
	(5411358, 40210, 42390007, NULL, false, true, true, true, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278649+00', NULL),
	(5411358, 40377, 42390007, NULL, true, true, true, true, true, false, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278657+00', NULL),
	(5411364, 41713, 42390005, NULL, true, false, true, true, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278659+00', NULL),
	(5411367, 40544, 42390005, NULL, true, false, false, true, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278661+00', NULL),
	(5411367, 40711, 42390005, NULL, false, true, false, true, false, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278662+00', NULL),
	(5411370, 41379, 42390005, NULL, true, false, false, false, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278664+00', NULL),
	(5411370, 41546, 42390005, NULL, false, true, false, false, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278666+00', NULL),
	(5411370, 41713, 42390008, NULL, true, true, false, false, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278668+00', NULL),
	(5411376, 41045, 42390009, NULL, true, false, true, false, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278669+00', NULL),
	(5411379, 41880, 42390007, NULL, true, false, true, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278671+00', NULL),
	(5411379, 42047, 42390009, NULL, false, true, true, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278673+00', NULL),
	(5411382, 40711, 42390006, NULL, true, false, false, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278674+00', NULL),
	(5411382, 40878, 42390008, NULL, false, true, false, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278676+00', NULL),
	(5411382, 41045, 42390005, NULL, true, true, false, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278678+00', NULL),
	(5411388, 40377, 42390008, NULL, true, false, true, true, true, true, false, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27868+00', NULL),
	(5411391, 41212, 42390005, NULL, true, false, true, false, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278681+00', NULL),
	(5411391, 41379, 42390005, NULL, false, true, true, false, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278683+00', NULL),
	(5411394, 42047, 42390008, NULL, true, false, true, true, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278685+00', NULL),
	(5411394, 40210, 42390007, NULL, false, true, false, false, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278687+00', NULL),
	(5411394, 40377, 42390006, NULL, true, true, false, false, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278689+00', NULL),
	(5411400, 41713, 42390007, NULL, true, false, false, false, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278691+00', NULL),
	(5411403, 40544, 42390005, NULL, true, false, true, true, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278692+00', NULL),
	(5411403, 40711, 42390005, NULL, false, true, true, true, false, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278696+00', NULL),
	(5411406, 41379, 42390006, NULL, true, false, true, false, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278698+00', NULL),
	(5411406, 41546, 42390007, NULL, false, true, true, false, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278699+00', NULL),
	(5411406, 41713, 42390009, NULL, true, true, true, false, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278701+00', NULL),
	(5411412, 41045, 42390008, NULL, true, false, false, true, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278703+00', NULL),
	(5411415, 41880, 42390006, NULL, true, false, false, false, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278704+00', NULL),
	(5411415, 42047, 42390009, NULL, false, true, false, false, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278706+00', NULL),
	(5411418, 40711, 42390008, NULL, true, false, true, true, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278708+00', NULL),
	(5411418, 40878, 42390007, NULL, false, true, true, true, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278709+00', NULL),
	(5411418, 41045, 42390006, NULL, true, true, true, true, true, false, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278711+00', NULL),
	(5411424, 40377, 42390005, NULL, true, false, false, false, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278712+00', NULL),
	(5411427, 41212, 42390009, NULL, true, false, false, true, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278714+00', NULL),
	(5411427, 41379, 42390008, NULL, false, true, false, true, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278715+00', NULL),
	(5411430, 42047, 42390008, NULL, true, false, false, false, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278717+00', NULL),
	(5411430, 40210, 42390009, NULL, false, true, true, false, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278719+00', NULL),
	(5411430, 40377, 42390009, NULL, true, true, true, false, false, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27872+00', NULL),
	(5411436, 41713, 42390009, NULL, true, false, true, false, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278722+00', NULL),
	(5411439, 40544, 42390009, NULL, true, false, false, false, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278723+00', NULL),
	(5411439, 40711, 42390009, NULL, false, true, false, false, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278725+00', NULL),
	(5411442, 41379, 42390009, NULL, true, false, false, true, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278727+00', NULL),
	(5411442, 41546, 42390008, NULL, false, true, false, true, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278731+00', NULL),
	(5411442, 41713, 42390007, NULL, true, true, false, true, true, true, true, false, false, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.278733+00', NULL);

INSERT INTO whatconverts.users VALUES
	(5411406, 'account_user', 'user35+wc@example.org', false, '2026-05-27 14:01:58+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746251+00', NULL),
	(5411331, 'account_user', 'user10+wc@example.org', true, '2026-04-22 21:43:44+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746254+00', NULL),
	(5411364, 'account_user', 'user21+wc@example.org', false, '2026-04-15 14:55:47+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746257+00', NULL),
	(5411412, 'account_user', 'user37+wc@example.org', false, '2026-04-14 01:15:18+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.74626+00', NULL),
	(5411328, 'account_user', 'user9+wc@example.org', true, '2026-02-05 03:35:18+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746263+00', NULL),
	(5411343, 'account_user', 'user14+wc@example.org', true, '2026-01-24 02:31:26+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746265+00', NULL),
	(5411373, 'account_user', 'user24+wc@example.org', false, '2026-01-15 08:05:40+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746268+00', NULL),
	(5411430, 'account_user', 'user43+wc@example.org', false, '2025-12-14 13:12:31+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746271+00', NULL),
	(5411409, 'account_user', 'user36+wc@example.org', false, '2025-11-26 21:53:36+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746273+00', NULL),
	(5411325, 'account_user', 'user8+wc@example.org', false, '2025-11-25 10:41:42+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746276+00', NULL),
	(5411340, 'account_user', 'user13+wc@example.org', true, '2025-11-21 06:08:38+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746279+00', NULL),
	(5411427, 'account_user', 'user42+wc@example.org', false, '2025-11-20 14:20:34+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746281+00', NULL),
	(5411346, 'account_user', 'user15+wc@example.org', false, '2025-11-02 10:08:23+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746284+00', NULL),
	(5411361, 'account_user', 'user20+wc@example.org', false, '2025-10-30 17:50:20+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746287+00', NULL),
	(5411403, 'account_user', 'user34+wc@example.org', false, '2025-10-17 12:07:28+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746293+00', NULL),
	(5411337, 'account_user', 'user12+wc@example.org', false, '2025-10-10 08:53:37+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746296+00', NULL),
	(5411382, 'account_user', 'user27+wc@example.org', false, '2025-09-30 09:29:53+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746299+00', NULL),
	(5411334, 'account_user', 'user11+wc@example.org', true, '2025-09-24 22:34:02+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746301+00', NULL),
	(5411418, 'account_user', 'user39+wc@example.org', false, '2025-09-11 11:47:27+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746304+00', NULL),
	(5411379, 'account_user', 'user26+wc@example.org', false, '2025-09-08 07:05:38+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746307+00', NULL),
	(5411421, 'account_user', 'user40+wc@example.org', true, '2025-08-31 03:17:51+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.74631+00', NULL),
	(5411436, 'account_user', 'user45+wc@example.org', false, '2025-08-23 10:57:05+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746313+00', NULL),
	(5411367, 'account_user', 'user22+wc@example.org', false, '2025-07-23 20:00:27+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746315+00', NULL),
	(5411442, 'account_user', 'user47+wc@example.org', false, '2025-07-18 14:44:27+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746318+00', NULL),
	(5411400, 'account_user', 'user33+wc@example.org', false, '2025-06-27 04:57:08+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.74632+00', NULL),
	(5411394, 'account_user', 'user31+wc@example.org', false, '2025-06-25 00:47:42+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746323+00', NULL),
	(5411433, 'account_user', 'user44+wc@example.org', true, '2025-06-22 03:50:55+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746326+00', NULL),
	(5411358, 'account_user', 'user19+wc@example.org', false, '2025-06-08 05:42:28+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746329+00', NULL),
	(5411385, 'account_user', 'user28+wc@example.org', false, '2025-06-07 09:27:38+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746332+00', NULL),
	(5411355, 'account_user', 'user18+wc@example.org', false, '2025-03-17 16:54:28+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746334+00', NULL),
	(5411391, 'account_user', 'user30+wc@example.org', true, '2025-03-03 06:04:12+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746337+00', NULL),
	(5411415, 'account_user', 'user38+wc@example.org', false, '2025-02-23 04:20:42+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.74634+00', NULL),
	(5411370, 'account_user', 'user23+wc@example.org', false, '2025-02-15 02:23:34+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746343+00', NULL),
	(5411376, 'account_user', 'user25+wc@example.org', false, '2025-02-11 09:07:37+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746346+00', NULL),
	(5411388, 'account_user', 'user29+wc@example.org', true, '2025-01-18 17:34:41+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746351+00', NULL),
	(5411397, 'account_user', 'user32+wc@example.org', false, '2025-01-17 11:21:46+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746354+00', NULL),
	(5411352, 'account_user', 'user17+wc@example.org', false, '2024-12-25 04:02:22+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746357+00', NULL),
	(5411424, 'account_user', 'user41+wc@example.org', false, '2024-12-25 00:45:11+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746359+00', NULL),
	(5411349, 'account_user', 'user16+wc@example.org', false, '2024-11-16 23:32:28+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746362+00', NULL),
	(5411439, 'account_user', 'user46+wc@example.org', false, '2024-11-08 17:42:50+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:54.746364+00', NULL),
	(5411301, 'master_account_user', 'user0+wc@example.net', false, '2024-12-20 12:45:30+00', 42390004, 'Éditeur', true, false, true, false, false, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274616+00', NULL),
	(5411304, 'master_account_user', 'user1+wc@example.net', true, '2025-06-09 19:55:42+00', 42390004, 'Éditeur', false, false, false, true, false, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274627+00', NULL),
	(5411307, 'master_account_user', 'user2+wc@example.net', false, '2025-04-16 06:46:49+00', 42390001, 'Administrator', true, true, false, true, false, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.27463+00', NULL),
	(5411310, 'master_account_user', 'user3+wc@example.net', false, '2025-12-02 05:36:26+00', 42390004, 'Éditeur', false, true, true, true, false, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274632+00', NULL),
	(5411313, 'master_account_user', 'user4+wc@example.net', false, '2024-11-18 02:13:22+00', 42390001, 'Administrator', true, false, false, false, true, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274634+00', NULL),
	(5411316, 'master_account_user', 'user5+wc@example.net', false, '2026-02-16 18:46:09+00', 42390002, 'Viewer', false, false, true, false, true, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274636+00', NULL),
	(5411319, 'master_account_user', 'user6+wc@example.net', false, '2025-08-10 14:02:30+00', 42390004, 'Éditeur', true, true, true, false, true, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274637+00', NULL),
	(5411322, 'master_account_user', 'user7+wc@example.net', false, '2026-01-14 06:41:42+00', 42390004, 'Éditeur', false, true, false, true, true, true, true, true, true, NULL, '01a2100d-443e-74b3-96e9-15a9ae3c3fea', '2026-11-25 00:13:55.274639+00', NULL);

ALTER TABLE ONLY sluice.added_fields
    ADD CONSTRAINT added_fields_pkey PRIMARY KEY (dataset, resource, field);

ALTER TABLE ONLY sluice.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (dataset);

ALTER TABLE ONLY sluice.leases
    ADD CONSTRAINT leases_dataset_fence_key UNIQUE (dataset, fence);

ALTER TABLE ONLY sluice.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (dataset);

ALTER TABLE ONLY sluice.load_batches
    ADD CONSTRAINT load_batches_pkey PRIMARY KEY (package_id, resource, span_id, batch);

ALTER TABLE ONLY sluice.load_jobs
    ADD CONSTRAINT load_jobs_pkey PRIMARY KEY (package_id, resource);

ALTER TABLE ONLY sluice.load_packages
    ADD CONSTRAINT load_packages_pkey PRIMARY KEY (package_id);

ALTER TABLE ONLY sluice.observed_fields
    ADD CONSTRAINT observed_fields_pkey PRIMARY KEY (dataset, resource, field);

ALTER TABLE ONLY sluice.rejected_records
    ADD CONSTRAINT rejected_records_pkey PRIMARY KEY (dataset, resource, body_sha256);

ALTER TABLE ONLY sluice.request_budget
    ADD CONSTRAINT request_budget_pkey PRIMARY KEY (key_fingerprint, day);

ALTER TABLE ONLY sluice.request_reservations
    ADD CONSTRAINT request_reservations_pkey PRIMARY KEY (key_fingerprint, day, package_id, resource, share);

ALTER TABLE ONLY sluice.schema_versions
    ADD CONSTRAINT schema_versions_pkey PRIMARY KEY (dataset, line, version);

ALTER TABLE ONLY sluice.spans
    ADD CONSTRAINT spans_pkey PRIMARY KEY (span_id);

ALTER TABLE ONLY whatconverts.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY whatconverts.lead_fields
    ADD CONSTRAINT lead_fields_pkey PRIMARY KEY (lead_id, field_group, "position");

ALTER TABLE ONLY whatconverts.lead_journey_page_views
    ADD CONSTRAINT lead_journey_page_views_pkey PRIMARY KEY (lead_id, step, "position");

ALTER TABLE ONLY whatconverts.lead_journey_steps
    ADD CONSTRAINT lead_journey_steps_pkey PRIMARY KEY (lead_id, step);

ALTER TABLE ONLY whatconverts.leads
    ADD CONSTRAINT leads_pkey PRIMARY KEY (lead_id);

ALTER TABLE ONLY whatconverts.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (profile_id);

ALTER TABLE ONLY whatconverts.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (role_id);

ALTER TABLE ONLY whatconverts.tracking_forms
    ADD CONSTRAINT tracking_forms_pkey PRIMARY KEY (form_id);

ALTER TABLE ONLY whatconverts.tracking_numbers
    ADD CONSTRAINT tracking_numbers_pkey PRIMARY KEY (phone_number_id);

ALTER TABLE ONLY whatconverts.user_accounts
    ADD CONSTRAINT user_accounts_pkey PRIMARY KEY (user_id, account_id);

ALTER TABLE ONLY whatconverts.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (user_id);

CREATE INDEX load_packages_dataset_started_at ON sluice.load_packages USING btree (dataset, started_at DESC);

CREATE INDEX rejected_records_dataset_last_seen ON sluice.rejected_records USING btree (dataset, last_seen DESC);

CREATE INDEX request_reservations_package_id ON sluice.request_reservations USING btree (package_id);

CREATE INDEX spans_done ON sluice.spans USING btree (dataset, resource, scope, tier, done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX spans_open ON sluice.spans USING btree (dataset, resource, scope) WHERE (done_at IS NULL);

CREATE INDEX leads_account_id_date_created ON whatconverts.leads USING btree (account_id, date_created);

CREATE INDEX leads_date_created ON whatconverts.leads USING btree (date_created) INCLUDE (lead_id, _fingerprint, _deleted_at);

CREATE INDEX leads_lead_source_lead_type ON whatconverts.leads USING btree ("left"(lead_source, 200), "left"(lead_type, 200));

CREATE INDEX leads_profile_id_date_created ON whatconverts.leads USING btree (profile_id, date_created);
