-- Behind a pooler a run has another server process for each transaction, so a list of them says nothing. Each transaction
-- of a run takes a shared advisory lock that is made of its dataset and fence instead: pg_locks shows the processes of a
-- paused run, and no others.
alter table leases drop column backend_pids;

comment on table leases is
    'who works on a dataset; at most one run does, and a run that lost its lease can write nothing. The server processes of '
    'a run hold the advisory lock hashtextextended(dataset, fence), shared, for each of its transactions';
