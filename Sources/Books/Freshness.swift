package import Foundation
package import Postgres

/// How fresh a resource of a dataset is.
package struct Freshness: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    /// When a run last loaded it whole; nil when none has yet.
    package let loadedAt: Date?
    /// Seconds since then, by the server's clock.
    package let secondsOld: Double?
    package let packageID: UUID?
    /// For what is read by creation time: up to when it is complete, over all scopes that are still read.
    package let completeUntil: Date?
    /// How far back it has been read; what lies between here and the open spans is there.
    package let readBackTo: Date?
    /// Stretches that the next load goes on with.
    package let openSpans: Int

    /// Of each resource that a run ever loaded whole, or left a span of open, in the order of their names; but for those that the key
    /// may not read any more, as the last job of them found.
    package static func list(dataset: String?, on connection: some Queryable) async throws -> [Freshness] {
        try await connection.query(
            """
            with recursive resources as (
                -- The few names out of the many jobs, each by one step in the index.
                (select resource from sluice.load_jobs where is_whole order by resource limit 1)
                union all
                select (
                    select jobs.resource
                    from sluice.load_jobs as jobs
                    where jobs.is_whole
                      and jobs.resource > resources.resource
                    order by jobs.resource
                    limit 1
                )
                from resources
                where resources.resource is not null
            ), datasets as (
                select dataset
                from sluice.leases
                where \(dataset)::text is null or dataset = \(dataset)
            ), scopes as (
                -- So are the scopes of what was read to its end.
                (
                    select dataset, resource, scope
                    from sluice.spans
                    where done_at is not null
                    order by dataset, resource, scope
                    limit 1
                )
                union all
                select next.dataset, next.resource, next.scope
                from scopes
                cross join lateral (
                    select spans.dataset, spans.resource, spans.scope
                    from sluice.spans as spans
                    where spans.done_at is not null
                      and (spans.dataset, spans.resource, spans.scope) > (scopes.dataset, scopes.resource, scopes.scope)
                    order by spans.dataset, spans.resource, spans.scope
                    limit 1
                ) as next
            ), scope_ends as (
                select scopes.dataset, scopes.resource, latest.span_end, latest.done_at, earliest.span_start
                from scopes
                cross join lateral (
                    select spans.span_end, spans.done_at
                    from sluice.spans as spans
                    where spans.done_at is not null
                      and (spans.dataset, spans.resource, spans.scope) = (scopes.dataset, scopes.resource, scopes.scope)
                    order by spans.span_end desc
                    limit 1
                ) as latest
                cross join lateral (
                    select spans.span_start
                    from sluice.spans as spans
                    where spans.done_at is not null
                      and (spans.dataset, spans.resource, spans.scope) = (scopes.dataset, scopes.resource, scopes.scope)
                    order by spans.span_start
                    limit 1
                ) as earliest
            ), open_spans as (
                select dataset, resource, count(*) as open_spans
                from sluice.spans
                where done_at is null
                group by dataset, resource
            )
            select
                datasets.dataset, resources.resource, latest.finished_at, latest.package_id,
                extract(epoch from clock_timestamp() - latest.finished_at)::double precision as seconds_old,
                span_ends.complete_until, span_ends.read_back_to, coalesce(open_spans.open_spans, 0) as open_spans
            from datasets
            cross join resources
            left join lateral (
                select jobs.started_at, jobs.finished_at, jobs.package_id
                from sluice.load_jobs as jobs
                join sluice.load_packages as packages using (package_id)
                where jobs.is_whole
                  and jobs.status = 'loaded'
                  and jobs.resource = resources.resource
                  and packages.dataset = datasets.dataset
                order by jobs.started_at desc
                limit 1
            ) as latest on true
            left join lateral (
                select jobs.status
                from sluice.load_jobs as jobs
                join sluice.load_packages as packages using (package_id)
                where jobs.is_whole
                  and jobs.resource = resources.resource
                  and packages.dataset = datasets.dataset
                order by jobs.started_at desc
                limit 1
            ) as newest on true
            cross join lateral (
                -- Each scope by itself: the dataset is as complete as the one that is least so. A scope of which that load, or a
                -- later one, read nothing up to its end is not read any more.
                select
                    coalesce(min(span_end) filter (where is_read), min(span_end)) as complete_until,
                    coalesce(max(span_start) filter (where is_read), max(span_start)) as read_back_to
                from (
                    select span_start, span_end, done_at >= latest.started_at as is_read
                    from scope_ends
                    where scope_ends.dataset = datasets.dataset
                      and scope_ends.resource = resources.resource
                ) as ends
            ) as span_ends
            left join open_spans on open_spans.dataset = datasets.dataset and open_spans.resource = resources.resource
            where resources.resource is not null
              and (latest.package_id is not null or open_spans.open_spans is not null)
              and newest.status is distinct from 'skipped'
            order by datasets.dataset, resources.resource
            """
        ).map { row in
            Freshness(
                dataset: try row.decode("dataset"), resource: try row.decode("resource"),
                loadedAt: try row.decode("finished_at"),
                secondsOld: try row.decode("seconds_old", as: Double?.self).map { max(0, $0) },
                packageID: try row.decode("package_id"), completeUntil: try row.decode("complete_until"),
                readBackTo: try row.decode("read_back_to"), openSpans: try row.decode("open_spans"))
        }
    }
}
