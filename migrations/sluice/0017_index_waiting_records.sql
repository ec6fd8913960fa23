-- What waits to be replayed is asked for by each page of the dashboard and by each look at a row; what was replayed stays
-- for ever, and nobody should have to read past it.
create index rejected_records_waiting on rejected_records (dataset, resource, record_key) where replayed_by is null;
