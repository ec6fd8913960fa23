package import Postgres

/// Fields that the API sends and no column takes, with the kinds of JSON seen and how often.
package struct ObservedFields: Sendable, Equatable {
    package struct Observation: Sendable, Equatable {
        package var kinds: Set<String> = []
        package var occurrences = 0
    }

    package private(set) var fields: [String: Observation] = [:]

    package init() {}

    package var isEmpty: Bool { fields.isEmpty }

    package mutating func observe(_ field: String, kind: String) {
        fields[field, default: Observation()].kinds.insert(kind)
        fields[field, default: Observation()].occurrences += 1
    }

    package mutating func add(_ other: ObservedFields) {
        fields.merge(other.fields) { mine, theirs in
            Observation(
                kinds: mine.kinds.union(theirs.kinds), occurrences: mine.occurrences + theirs.occurrences)
        }
    }

    /// Adds what a batch observed to `sluice.observed_fields`.
    package func record(resource: String, fence: Fence, in transaction: Transaction) async throws {
        for (field, observation) in fields.sorted(by: { $0.key < $1.key }) {
            let kinds = observation.kinds.sorted()
            try await transaction.query(
                """
                insert into sluice.observed_fields as known (
                    dataset, resource, field, json_kinds, occurrences, first_seen, last_seen,
                    first_package_id, last_package_id
                )
                values (
                    \(fence.dataset), \(resource), \(field), \(kinds)::text[], \(observation.occurrences),
                    clock_timestamp(), clock_timestamp(), \(fence.packageID), \(fence.packageID)
                )
                on conflict (dataset, resource, field) do update
                set json_kinds = (
                        select array_agg(distinct kind order by kind)
                        from unnest(known.json_kinds || excluded.json_kinds) as kind
                    ),
                    occurrences = known.occurrences + excluded.occurrences,
                    last_seen = excluded.last_seen,
                    last_package_id = excluded.last_package_id
                """)
        }
    }
}
