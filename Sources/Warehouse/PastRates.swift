package import Postgres

/// What records and requests of a resource have come to so far, as the books have it: for forecasts.
package struct PastRates: Sendable, Hashable {
    /// Of an answer, for each record; nil when none was merged yet.
    package let bytesPerRecord: Double?
    /// For each request: of a job from its beginning to its end, or of its pages one after the other where that is less, since a job
    /// with details begins with its list and ends behind all others. Nil when none was loaded yet.
    package let secondsPerRequest: Double?

    package init(bytesPerRecord: Double? = nil, secondsPerRequest: Double? = nil) {
        self.bytesPerRecord = bytesPerRecord
        self.secondsPerRequest = secondsPerRequest
    }

    /// Of the last 20 packages of a dataset that came to an end, by resource.
    package static func read(dataset: String, on connection: Connection) async throws -> [String: PastRates] {
        let rows = try await connection.query(
            """
            with recent as (
                select package_id
                from sluice.load_packages
                where dataset = \(dataset)
                  and status in ('loaded', 'partial')
                order by started_at desc
                limit 20
            ), records as (
                select
                    resource,
                    sum(bytes) / nullif(sum(records), 0) as bytes_a_record,
                    sum(fetch_ms + stage_ms + merge_ms) / 1000.0 / nullif(sum(pages), 0) as seconds_a_page
                from recent
                join sluice.load_batches using (package_id)
                group by resource
            ), jobs as (
                select
                    resource,
                    sum(extract(epoch from finished_at - started_at)) / nullif(sum(requests), 0) as seconds_a_request
                from recent
                join sluice.load_jobs using (package_id)
                where requests > 0
                  and finished_at is not null
                group by resource
            )
            select
                resource,
                bytes_a_record::double precision,
                -- The smaller one that is known.
                least(seconds_a_request, seconds_a_page)::double precision
            from records
            full join jobs using (resource)
            """)
        return Dictionary(
            try rows.map { row in
                let (resource, bytes, seconds) = try row.decode((String, Double?, Double?).self)
                return (resource, PastRates(bytesPerRecord: bytes, secondsPerRequest: seconds))
            }, uniquingKeysWith: { first, _ in first })
    }
}
