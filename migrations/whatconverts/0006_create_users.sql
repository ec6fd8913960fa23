create table users (
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
    'the people who may log in; from /users, once for each user_type, and once a day from /users/{user_id}';
comment on column users.user_id is 'the number of the user; not the visitor that leads.user_id names';
comment on column users.user_type is 'master_account_user or account_user';
comment on column users.email is 'the mail address they log in with';
comment on column users.pending_activation is 'invited, but not logged in yet';
comment on column users.date_created is 'when the user was created';
comment on column users.role_id is
    'master account users: their role; account users have one per account (see user_accounts)';
comment on column users.role_name is 'master account users: the name of their role';
comment on column users.notify_reports is
    'master account users: whether they hear of reports of a new account; from the details';
comment on column users.notify_phone_calls is
    'master account users: whether they hear of phone calls of a new account; from the details';
comment on column users.notify_web_forms is
    'master account users: whether they hear of web forms of a new account; from the details';
comment on column users.notify_transactions is
    'master account users: whether they hear of transactions of a new account; from the details';
comment on column users.notify_events is
    'master account users: whether they hear of events of a new account; from the details';
comment on column users.notify_chats is
    'master account users: whether they hear of chats of a new account; from the details';
comment on column users.notify_emails is
    'master account users: whether they hear of mails of a new account; from the details';
comment on column users.notify_other is
    'master account users: whether they hear of other leads of a new account; from the details';
comment on column users.notify_text_messages is
    'master account users: whether they hear of text messages of a new account; from the details';
comment on column users.extra is 'fields of the record that no column takes, by name; null when there is none';
comment on column users._package_id is 'the load package that last changed the row (see sluice.load_packages)';
comment on column users._loaded_at is 'when that package changed it';
comment on column users._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';

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
    'which accounts an account user may see, as what, and what they hear of; from /users/{user_id}, once a day';
comment on column user_accounts.user_id is 'the user';
comment on column user_accounts.account_id is 'the account';
comment on column user_accounts.role_id is 'the role of the user in this account';
comment on column user_accounts.role_name is 'the name of that role';
comment on column user_accounts.reports is 'whether the user hears of reports of this account';
comment on column user_accounts.phone_calls is 'whether the user hears of phone calls of this account';
comment on column user_accounts.web_forms is 'whether the user hears of web forms of this account';
comment on column user_accounts.transactions is 'whether the user hears of transactions of this account';
comment on column user_accounts.events is 'whether the user hears of events of this account';
comment on column user_accounts.chats is 'whether the user hears of chats of this account';
comment on column user_accounts.emails is 'whether the user hears of mails of this account';
comment on column user_accounts.other is 'whether the user hears of other leads of this account';
comment on column user_accounts.text_messages is 'whether the user hears of text messages of this account';
comment on column user_accounts.extra is
    'fields of the record that no column takes, by name; null when there is none';
comment on column user_accounts._package_id is
    'the load package that last changed the row (see sluice.load_packages)';
comment on column user_accounts._loaded_at is 'when that package changed it';
comment on column user_accounts._deleted_at is
    'the tombstone: when a complete reading found the record gone from the API; null for a live row';
