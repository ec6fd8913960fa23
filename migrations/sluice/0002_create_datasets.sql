create table datasets (
    dataset text primary key,
    source text not null,
    base_url text not null,
    key_scope text not null,
    facts jsonb not null default '{}',
    created_at timestamptz not null default clock_timestamp()
);

comment on table datasets is
    'each dataset of this database and what it was filled from; a load with another key or host is refused';
comment on column datasets.dataset is 'the name of the dataset, which is that of its schema';
comment on column datasets.source is 'the source it is filled from, such as whatconverts';
comment on column datasets.base_url is 'the address of the API it was filled from';
comment on column datasets.key_scope is
    'what the API key could see when the dataset was made: its kind, and whose key it is when the kind does not say';
comment on column datasets.facts is
    'what was seen of the API and is remembered, such as that its default answer holds spam; an object by topic';
comment on column datasets.created_at is 'when the dataset was first loaded';
