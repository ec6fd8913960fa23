import Foundation
import Postgres
import Testing
import Warehouse
import WhatConverts

@testable import LoadEngine

/// Whatever a record holds, it becomes a row that reads back as what it was, or a rejected record; nothing else. (P5)
struct RecordPropertyTests {
    private static let records = 300

    @Test(arguments: [1, 2, 3] as [UInt64], [0, 40])
    func `each record is a row that reads back equal, or a rejected record`(seed: UInt64, noise: Int) async throws {
        let source = Source.whatConverts
        try await RecordLoad.with(source) { connection in
            let folder = MigrationFolder.checkout
            _ = try await Migrator(
                connection: connection, metadata: try folder.migrations(line: "sluice"), sluiceVersion: "1.2.3"
            ).migrate(
                dataset: RecordLoad.dataset, line: source.name, migrations: try folder.migrations(line: source.name))
        } _: { load in
            var drawer = RecordDrawer(source: source, numbers: SeededNumbers(seed: seed))
            for resource in source.resources {
                if case .nested = resource.reading { continue }
                let drawn = (0..<Self.records).map { drawer.draw(resource, number: $0, noise: noise) }
                let parts = resource.parts.map(\.name) + [resource.details?.part].compactMap { $0 }
                let tables = try await load.merge(
                    drawn.map(\.json), of: resource, asked: AskedParts(Set(parts)),
                    fromDetails: resource.details != nil)
                #expect(tables.allSatisfy { $0.batch.isBalanced }, "seed \(seed), \(resource.name)")
                let own = tables[0].batch
                #expect(own.records == Self.records && own.inserted + own.rejected == own.records)
                if noise == 0 {
                    #expect(own.rejected == 0, "seed \(seed), \(resource.name): a good record was rejected")
                }

                let rows = drawn.reduce(into: [:]) { $0.merge($1.rows, uniquingKeysWith: +) }
                for table in tables.indices {
                    let declared = source.resource(tables[table].batch.resource)?.table
                    let children = (declared?.children ?? []).map { ($0.name, $0.columns) }
                    for (name, columns) in [(declared?.name ?? "", (declared?.columns ?? []) + [SystemColumn.extra])]
                        + children
                    {
                        try await Self.compare(
                            name, columns, expected: rows[name] ?? [], load.connection, "seed \(seed), noise \(noise)")
                    }
                }
                let rejected = Set(drawn.flatMap(\.rejected))
                let names = tables.map(\.batch.resource)
                let kept = try await load.connection.query(
                    "select record, path, came from sluice.rejected_records where resource = any(\(names)::text[])"
                ).map { String(decoding: try $0.decode(0, as: [UInt8].self), as: UTF8.self) }
                #expect(Set(kept) == rejected && kept.count == rejected.count, "seed \(seed), \(resource.name)")
                #expect(tables.reduce(0) { $0 + $1.batch.rejected } == drawn.reduce(0) { $0 + $1.rejected.count })
            }
        }
    }

    /// Holds a table against the rows that must be in it, whatever their order.
    private static func compare(
        _ table: String, _ columns: [Column], expected: [[DrawnValue.Cell?]], _ connection: Connection,
        _ comment: String
    ) async throws {
        let cells = columns.map { column -> Statement in
            let name = Identifier(column.name)
            return column.type == .timestamptz ? "(\(name) at time zone 'UTC')::text" : "\(name)::text"
        }.joined()
        let found = try await connection.query("select \(cells) from \(Identifier(RecordLoad.dataset, table))").map {
            row in
            try columns.indices.map { place -> String in
                guard let text = try row.decode(place, as: String?.self) else { return "null" }
                return columns[place].type == .jsonb ? "\(try Plain(parsing: text).sorted)" : "text \(text)"
            }.joined(separator: " | ")
        }
        let wanted = expected.map { row in
            row.map { cell -> String in
                switch cell {
                case nil: "null"
                case .text(let text): "text \(text)"
                case .json(let plain): "\(plain.sorted)"
                }
            }.joined(separator: " | ")
        }
        // As bytes: two texts that look alike need not be equal.
        let missing = Set(wanted.map { Array($0.utf8) }).subtracting(found.map { Array($0.utf8) })
        let surplus = Set(found.map { Array($0.utf8) }).subtracting(wanted.map { Array($0.utf8) })
        #expect(
            found.count == wanted.count && missing.isEmpty && surplus.isEmpty,
            """
            \(comment), \(table): \(found.count) rows for \(wanted.count)
            wanted \(missing.map { String(decoding: $0, as: UTF8.self) }.min()?.prefix(3_000) ?? "")
            found  \(surplus.map { String(decoding: $0, as: UTF8.self) }.min()?.prefix(3_000) ?? "")
            """)
    }
}
