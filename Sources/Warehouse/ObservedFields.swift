package import Foundation
package import Postgres

/// Fields that the API sends and no column takes, with the kinds of JSON seen and how often.
package struct ObservedFields: Sendable, Equatable {
    /// A field of the records that fill a table: a resource's own, or a child table.
    package struct Field: Sendable, Hashable, Comparable {
        package let table: String
        package let name: String

        package init(table: String, name: String) {
            self.table = table
            self.name = name
        }

        package static func < (left: Field, right: Field) -> Bool {
            (left.table, left.name) < (right.table, right.name)
        }
    }

    package struct Observation: Sendable, Equatable {
        package var kinds: Set<String> = []
        package var occurrences = 0
    }

    package private(set) var fields: [Field: Observation] = [:]

    package init() {}

    package var isEmpty: Bool { fields.isEmpty }

    package mutating func observe(_ field: Field, kind: String) {
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
    package func record(fence: Fence, in transaction: Transaction) async throws {
        for (field, observation) in fields.sorted(by: { $0.key < $1.key }) {
            let kinds = observation.kinds.sorted()
            try await transaction.query(
                """
                insert into sluice.observed_fields as known (
                    dataset, resource, field, json_kinds, occurrences, first_seen, last_seen,
                    first_package_id, last_package_id
                )
                values (
                    \(fence.dataset), \(field.table), \(field.name), \(kinds)::text[], \(observation.occurrences),
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

extension ObservedFields {
    /// What `sluice.observed_fields` holds of a field.
    package struct Entry: Sendable {
        package let field: Field
        package let kinds: [String]
        package let occurrences: Int
        package let firstSeen: Date
        package let lastSeen: Date
        /// When its values were last looked at and none told a type.
        package let surveyedAt: Date?

        /// Whether its values may tell a type: it was seen with one, and since they were looked at last.
        package var mayTellMore: Bool {
            kinds != ["null"] && surveyedAt.map { lastSeen > $0 } ?? true
        }
    }

    /// Notes that the values of a field were looked at and told nothing.
    package static func noteSurvey(of field: Field, fence: Fence, on connection: Connection) async throws {
        try await connection.transaction { transaction in
            try await fence.hold(in: transaction)
            try await transaction.query(
                """
                update sluice.observed_fields
                set surveyed_at = clock_timestamp()
                where dataset = \(fence.dataset) and resource = \(field.table) and field = \(field.name)
                """)
        }
    }

    /// All that was observed in a dataset, by table and then as it came up; none as long as Sluice's own tables are not there.
    package static func read(_ dataset: String, on connection: Connection) async throws -> [Entry] {
        let present = try await connection.query("select to_regclass('sluice.observed_fields') is not null")
        guard try present.first?.decode(0, as: Bool.self) == true else { return [] }
        return try await connection.query(
            """
            select resource, field, json_kinds, occurrences, first_seen, last_seen, surveyed_at
            from sluice.observed_fields
            where dataset = \(dataset)
            order by resource, first_seen, field
            """
        ).map { row in
            let (table, name, kinds, occurrences, first, last, surveyed) =
                try row.decode((String, String, [String], Int, Date, Date, Date?).self)
            return Entry(
                field: Field(table: table, name: name), kinds: kinds, occurrences: occurrences, firstSeen: first,
                lastSeen: last, surveyedAt: surveyed)
        }
    }
}
