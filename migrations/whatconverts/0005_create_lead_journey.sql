create table lead_journey_steps (
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
    'the way of a visitor up to the lead: visits and conversions, in order; only when the journey is asked for '
    '(Elite plans)';
comment on column lead_journey_steps.lead_id is 'the lead whose journey it is';
comment on column lead_journey_steps.step is 'the place of the step in the journey, from 1';
comment on column lead_journey_steps.type is 'attribution (a visit) or lead (a conversion)';
comment on column lead_journey_steps.date_created is 'when it happened';
comment on column lead_journey_steps.lead_source is 'visits: where the visitor came from';
comment on column lead_journey_steps.lead_medium is 'visits: by which medium';
comment on column lead_journey_steps.lead_campaign is 'visits: the campaign';
comment on column lead_journey_steps.lead_content is 'visits: the content of the advertisement';
comment on column lead_journey_steps.lead_keyword is 'visits: the keyword';
comment on column lead_journey_steps.step_lead_id is
    'conversions: the lead that came of it (lead_id in the answer), often the lead itself';
comment on column lead_journey_steps.lead_type is 'conversions: the type of that lead';
comment on column lead_journey_steps.lead_url is 'conversions: the page on which it happened';
comment on column lead_journey_steps.extra is
    'fields of the step that no column takes, by name; null when there is none';

create table lead_journey_page_views (
    lead_id bigint not null,
    step integer not null,
    position integer not null,
    page_order integer,
    page_url text,
    extra jsonb,
    primary key (lead_id, step, position)
);

comment on table lead_journey_page_views is 'the pages a visitor saw during a visit, in order';
comment on column lead_journey_page_views.lead_id is 'the lead whose journey it is';
comment on column lead_journey_page_views.step is 'the visit (see lead_journey_steps)';
comment on column lead_journey_page_views.position is 'the place of the page view in the visit, from 1';
comment on column lead_journey_page_views.page_order is 'the place that WhatConverts gives it (order in the answer)';
comment on column lead_journey_page_views.page_url is 'the page';
comment on column lead_journey_page_views.extra is
    'fields of the page view that no column takes, by name; null when there is none';
