package import Foundation
package import Postgres

/// A field that the API sends and no column takes, or of which a column does not take all: `sluice.observed_fields`.
package struct UnknownFieldSummary: Encodable, Sendable {
    package let dataset: String
    package let resource: String
    package let field: String
    package let kinds: [String]
    package let occurrences: Int
    package let firstSeen: Date
    package let lastSeen: Date

    /// Without those that have a column since they were last seen: as a later release brings them. What a column did not take is seen
    /// after it came.
    package static func list(dataset: String?, on connection: some Queryable) async throws -> [UnknownFieldSummary] {
        try await connection.query(
            """
            select dataset, resource, field, json_kinds, occurrences, first_seen, last_seen
            from sluice.observed_fields as observed
            where (\(dataset)::text is null or dataset = \(dataset))
              and not (
                  exists (
                      -- By names: to ask for a table itself takes rights that a reader of the books need not have.
                      select
                      from pg_attribute
                      join pg_class on pg_class.oid = attrelid
                      join pg_namespace on pg_namespace.oid = relnamespace
                      where nspname = observed.dataset
                        and relname = observed.resource
                        and attname = observed.field
                        and not attisdropped
                  )
                  and exists (
                      select
                      from sluice.schema_versions as versions
                      where versions.dataset = observed.dataset
                        and versions.applied_at > observed.last_seen
                        and strpos(versions.sql, observed.field) > 0
                  )
              )
            order by dataset, resource, first_seen, field
            """
        ).map { row in
            UnknownFieldSummary(
                dataset: try row.decode("dataset"), resource: try row.decode("resource"),
                field: try row.decode("field"), kinds: try row.decode("json_kinds"),
                occurrences: try row.decode("occurrences"), firstSeen: try row.decode("first_seen"),
                lastSeen: try row.decode("last_seen"))
        }
    }
}
