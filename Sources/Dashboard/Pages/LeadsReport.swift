import Foundation
import Postgres

/// How many leads came in by day, source and type, and the latest of them.
///
/// However many there are, a page looks at a bounded number of rows: an index alone tells the days, and of the rows themselves
/// the newest of the stretch are read. What was left out is said.
struct LeadsReport: Sendable {
    struct Group: Sendable {
        /// Nil is no text at all; an empty one stands for itself.
        let name: String?
        let leads: Int
    }

    let days: [(day: Day, leads: Int)]
    let sources: [Group]
    let types: [Group]
    /// Leads of which source and type were read.
    let grouped: Int
    /// When not all of the stretch was looked at: the time from which the days are counted.
    let daysFrom: Date?
    /// The same of sources, types and the latest rows.
    let groupsFrom: Date?
    let latest: LatestLeads

    /// Entries of the index that are looked at for the days, and rows for the rest.
    static let mostEntries = 400_000
    static let mostRows = 40_000

    static func read(
        _ choice: LeadsChoice, table: Identifier, columns: [LeadsTable.Column], on books: Transaction
    ) async throws -> LeadsReport {
        let groups = try await read(choice, table: table, limit: mostRows, grouping: true, on: books)
        let byDay =
            choice.isByTimeAlone && groups.cut != nil
            ? try await read(choice, table: table, limit: mostEntries, grouping: false, on: books) : groups
        let counts = Dictionary(uniqueKeysWithValues: byDay.days)
        return LeadsReport(
            days: (choice.from.number...choice.until.number).map { (Day(number: $0), counts[Day(number: $0)] ?? 0) },
            sources: groups.sources, types: groups.types, grouped: groups.days.reduce(0) { $0 + $1.1 },
            daysFrom: byDay.cut, groupsFrom: groups.cut,
            latest: try await LatestLeads.read(choice, table: table, columns: columns, most: mostRows, on: books))
    }

    private struct Counts {
        var days: [(Day, Int)] = []
        var sources: [Group] = []
        var types: [Group] = []
        var cut: Date?
    }

    /// One walk through the newest rows of the stretch, however it is filtered.
    private static func read(
        _ choice: LeadsChoice, table: Identifier, limit: Int, grouping: Bool, on books: Transaction
    ) async throws -> Counts {
        let columns: Statement = grouping ? ", left(lead_source, 200) as source, left(lead_type, 200) as type" : ""
        let kept: Statement =
            grouping ? "date_created, lead_source, lead_type, _deleted_at" : "date_created, _deleted_at"
        let spam: Statement = choice.withoutSpam ? ", spam" : ""
        let sets: Statement = grouping ? "grouping sets ((day), (source), (type), ())" : "grouping sets ((day), ())"
        let groups: Statement =
            grouping
            ? "grouping(day, source, type) as kind, day, source, type"
            : "grouping(day) as kind, day, null::text as source, null::text as type"
        let rows = try await books.query(
            """
            with newest as (
                select \(kept)\(spam)
                from \(table)
                where \(choice.stretch)
                order by date_created desc
                limit \(limit)
            ), reach as (
                select case when count(*) = \(limit) then min(date_created) end as since
                from newest
            )
            select \(groups), count(*) as leads, (select since from reach) as since
            from (
                select (date_created at time zone 'UTC')::date - date '1970-01-01' as day\(columns)
                from newest
                where \(choice.filter)
            ) as leads
            group by \(sets)
            order by leads desc
            """)
        var counts = Counts()
        for row in rows {
            let leads = try row.decode("leads", as: Int.self)
            counts.cut = try row.decode("since")
            switch (try row.decode("kind", as: Int32.self), grouping) {
            case (0b011, true), (0, false):
                if let day = try row.decode("day", as: Int32?.self) {
                    counts.days.append((Day(number: Int(day)), leads))
                }
            case (0b101, true): counts.sources.append(Group(name: try row.decode("source"), leads: leads))
            case (0b110, true): counts.types.append(Group(name: try row.decode("type"), leads: leads))
            default: break
            }
        }
        return counts
    }
}
