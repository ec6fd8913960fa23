-- Five million leads over two years, in the order of their creation, as a back-fill leaves them. The indexes are made
-- afterwards, as they are declared; the table is not logged, since nobody loads it twice.
alter table whatconverts.leads set unlogged;
create temporary table declared as
select indexname, indexdef from pg_indexes where schemaname = 'whatconverts' and tablename = 'leads' and indexname <> 'leads_pkey';
do $$
declare name text;
begin
    for name in select indexname from declared loop execute format('drop index whatconverts.%I', name); end loop;
end
$$;

insert into whatconverts.leads (
    lead_id, account_id, profile_id, date_created, last_updated, account, profile, user_id, lead_type, lead_status, quotable,
    sales_value, spam, duplicate, notes, lead_source, lead_medium, lead_campaign, lead_keyword, lead_url, landing_url,
    ip_address, operating_system, browser, device_type, contact_name, email_address, phone_number, city, state, zip, country,
    tracking_number, caller_number, call_duration_seconds, additional_fields, _package_id, _loaded_at, _deleted_at,
    _fingerprint
)
select
    n, n % 40, n % 200, now() - (interval '730 days' / :leads) * (:leads - n), now(), 'Account ' || n % 40, 'Profile ' || n % 200,
    n % 200 || '-' || md5(n::text),
    (array['Phone Call', 'Web Form', 'Phone Call', 'Chat', 'Text Message', 'Transaction', 'Email'])[1 + n % 7], 'Unique',
    'Not Set', (n % 900)::numeric, n % 50 = 0, n % 70 = 0, 'called back, wants an offer for number ' || n,
    (array['google', 'google', '(direct)', 'bing', 'facebook', 'google', 'yelp', 'instagram'])[1 + (n / 3) % 8] ||
        case when n % 40 = 0 then (n % 300)::text else '' end,
    'cpc', 'Campaign ' || n % 30, 'keyword ' || n % 1000, 'https://example.com/landing/' || n, 'https://example.com/?gclid=' || md5(n::text),
    '203.0.113.' || n % 250, 'Windows 11', 'Chrome 130', 'Desktop', 'Person ' || n, 'person' || n || '@example.com',
    '+1555' || lpad((n % 10000000)::text, 7, '0'), 'Springfield', 'IL', '62701', 'US', '+15550001111', '+15550002222', n % 600,
    jsonb_build_object('Question', 'Answer ' || n), '019803e6-0000-7000-8000-000000000000', now(),
    case when n % 400 = 0 then now() end, decode(md5(n::text), 'hex')
from generate_series(1, :leads) as n;

do $$
declare definition text;
begin
    for definition in select indexdef from declared loop execute definition; end loop;
end
$$;
