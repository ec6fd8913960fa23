package import Postgres

/// What records and requests of a resource have come to so far, as the books have it: for forecasts.
package struct PastRates: Sendable, Hashable {
    /// Of an answer, for each record; nil when none was merged yet.
    package let bytesPerRecord: Double?
    /// Of a job from its beginning to its end, for each request; nil when none was loaded yet.
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
                select resource, sum(bytes) / nullif(sum(records), 0) as bytes_a_record
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
            select resource, bytes_a_record::double precision, seconds_a_request::double precision
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
