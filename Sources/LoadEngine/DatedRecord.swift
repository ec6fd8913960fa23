import Foundation
import JSON
import Warehouse

/// A kept record with its key and the instant of its last change, as far as they can be read.
struct DatedRecord: Sendable {
    let kept: KeptRecord
    let key: RowKey?
    let updated: Date?
    let created: Date?

    /// Of a record as it came; nil when its bytes are no JSON (a secret that had to be taken out may have stood in a number).
    init?(record kept: KeptRecord, _ reading: TableReading) {
        let resource = reading.resource
        let createdColumn = resource.reading.incremental?.createdColumn
        do {
            let document = try JSONDocument(parsing: kept.record)
            (key, updated, created) = document.withRoot { record in
                (
                    reading.key(of: record, parents: []),
                    Self.instant(resource.updatedColumn, of: resource, in: record),
                    Self.instant(createdColumn, of: resource, in: record)
                )
            }
        } catch {
            return nil
        }
        self.kept = kept
    }

    /// Of a row that its table refused.
    init?(row kept: KeptRecord, _ resource: Resource) {
        do {
            let document = try JSONDocument(parsing: kept.record)
            let createdColumn = resource.reading.incremental?.createdColumn
            let found: (RowKey?, Date?, Date?)? = document.withRoot { root in
                guard let row = root["row"] else { return nil }
                let parts = resource.key.compactMap { Self.text(row[$0]) }
                let updated = resource.updatedColumn.flatMap { row[$0]?.string }.flatMap { Instant($0) }?.date
                let created = createdColumn.flatMap { row[$0]?.string }.flatMap { Instant($0) }?.date
                return (parts.count == resource.key.count ? RowKey(parts) : nil, updated, created)
            }
            guard let found else { return nil }
            (key, updated, created) = found
        } catch {
            return nil
        }
        self.kept = kept
    }

    private static func instant(_ column: String?, of resource: Resource, in record: JSONValue) -> Date? {
        let paths = resource.fields.first { $0.column == column }?.paths ?? []
        return paths.lazy.compactMap { record[$0]?.string }.first.flatMap { Instant($0) }?.date
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let value, value.kind == .string || value.kind == .number else { return nil }
        return String(decoding: value.string ?? value.text, as: UTF8.self)
    }

    /// By the instant of the last change; a record that does not say it is as old as its last coming.
    func isOlder(than other: DatedRecord) -> Bool {
        (updated ?? kept.lastSeen, kept.lastSeen) < (other.updated ?? other.kept.lastSeen, other.kept.lastSeen)
    }
}
