import Foundation
import JSON
package import RESTSource
package import Warehouse

/// What is read of each record before it is mapped: its key, the instant of its creation, its fingerprint, and whether it is
/// one of the separate pass.
///
/// Enough to tell which records the table holds already, and which rows are gone.
package struct PageDigest: Sendable {
    package struct Record: Sendable {
        let key: RowKey?
        let created: Date?
        package let fingerprint: Fingerprint?
        let isSeparate: Bool
    }

    package let records: [Record]

    /// What the walk needs to know of the page. A record without a readable key gets a stand-in of its own.
    let contents: SpanWalk.Contents

    /// The creation time of the first record that has one.
    var start: Date? { records.lazy.compactMap(\.created).first }

    package init(_ page: Page, reading: TableReading, createdColumn: String, separateColumn: String?) {
        let created = Self.paths(createdColumn, in: reading.resource)
        let separate = separateColumn.map { Self.paths($0, in: reading.resource) } ?? []
        let salted = Checksum.Salted(with: reading.salt)
        let keepsFingerprint = reading.resource.keepsFingerprint
        let records = page.withRecords { records in
            records.map { record in
                Record(
                    key: reading.key(of: record, parents: []),
                    created: created.lazy.compactMap { record[$0]?.string }.first.flatMap { Instant($0) }?.date,
                    fingerprint: keepsFingerprint
                        ? salted.fingerprint(of: UnsafeRawBufferPointer(record.text)) : nil,
                    isSeparate: separate.contains { record[$0].flatMap(ColumnWriting.truth) == true })
            }
        }
        self.records = records
        contents = SpanWalk.Contents(
            keys: records.enumerated().map { $1.key?.description ?? "\(page.request.pageNumber) \($0)" },
            created: records.map(\.created), total: page.total ?? records.count)
    }

    private static func paths(_ column: String, in resource: Resource) -> [JSONPath] {
        resource.fields.first { $0.column == column }?.paths ?? []
    }
}

extension Instant {
    var date: Date {
        Date(timeIntervalSince1970: Double(seconds) + Double(microseconds) / 1_000_000)
    }
}
