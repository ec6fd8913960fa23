create table request_budget (
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
    'requests per API key and day, counted for all processes that share the key, before they are sent';
comment on column request_budget.key_fingerprint is
    'SHA-256 in hexadecimal of the host and the token, so that processes with the same key meet; never of the secret';
comment on column request_budget.day is 'the day, in UTC';
comment on column request_budget.daily_limit is 'the requests that the key may send in a day';
comment on column request_budget.reserved is
    'requests set aside by running loads and not sent yet; a load that crashes leaves its own here until the day ends';
comment on column request_budget.spent is 'requests sent, retries included';
