-- How far a resource is complete, and read back to, in each scope: the last end and the first start of what is done. Spans
-- stay for ever, so nobody should have to look at all of them.
create index spans_done_end on spans (dataset, resource, scope, span_end) where done_at is not null;
create index spans_done_start on spans (dataset, resource, scope, span_start) where done_at is not null;
