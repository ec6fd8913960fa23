import Foundation
import Postgres

/// The latest leads of a choice as texts; what is personal leaves the database only when it is asked for.
struct LatestLeads: Sendable {
    struct Cell: Sendable {
        /// Nil is null; the text of a masked one is not known.
        let text: String?
        let isMasked: Bool
    }

    let columns: [LeadsTable.Column]
    let rows: [[Cell]]

    private static let count = 25

    static func read(
        _ choice: LeadsChoice, table: Identifier, columns: [LeadsTable.Column], most: Int, on books: Transaction
    ) async throws -> LatestLeads {
        let open = Set(LeadsTable.open.map(\.name))
        let isMasked = columns.map { !choice.showsPersonal && !open.contains($0.name) }
        let values = zip(columns, isMasked).map { column, isMasked -> Statement in
            let name = Identifier(column.name)
            return switch column.name {
            case _ where isMasked: "case when \(name) is not null then '' end"
            case "date_created": "to_char(\(name) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
            // A transcript would fill the page.
            default: "left(\(name)::text, 200)"
            }
        }.joined()
        let names = Set(
            columns.map(\.name) + ["date_created", "_deleted_at", "lead_source", "lead_type"]
                + (choice.withoutSpam ? ["spam"] : [])
        ).sorted().map { Identifier($0) }.joined()
        let rows = try await books.query(
            """
            select \(values)
            from (
                select \(names)
                from \(table)
                where \(choice.stretch)
                order by date_created desc
                limit \(most)
            ) as newest
            where \(choice.filter)
            order by newest.date_created desc
            limit \(count)
            """)
        return LatestLeads(
            columns: columns,
            rows: try rows.map { row in
                try isMasked.enumerated().map { index, isMasked in
                    Cell(text: try row.decode(index), isMasked: isMasked)
                }
            })
    }
}
