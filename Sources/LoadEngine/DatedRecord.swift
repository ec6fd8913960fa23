import Foundation
import JSON
import Warehouse

/// A kept record with its key and the instant of its last change, as far as they can be read.
struct DatedRecord: Sendable {
    let kept: KeptRecord
    let key: RowKey?
    let updated: Date?

    /// Of a record as it came; nil when its bytes are no JSON (a secret that had to be taken out may have stood in a number).
    init?(record kept: KeptRecord, _ reading: TableReading) {
        let paths = reading.resource.fields.first { $0.column == reading.resource.updatedColumn }?.paths ?? []
        do {
            let document = try JSONDocument(parsing: kept.record)
            (key, updated) = document.withRoot { record in
                (
                    reading.key(of: record, parents: []),
                    paths.lazy.compactMap { record[$0]?.string }.first.flatMap { Instant($0) }?.date
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
            let found: (RowKey?, Date?)? = document.withRoot { root in
                guard let row = root["row"] else { return nil }
                let parts = resource.key.compactMap { Self.text(row[$0]) }
                let updated = resource.updatedColumn.flatMap { row[$0]?.string }.flatMap { Instant($0) }?.date
                return (parts.count == resource.key.count ? RowKey(parts) : nil, updated)
            }
            guard let found else { return nil }
            (key, updated) = found
        } catch {
            return nil
        }
        self.kept = kept
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
