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
    /// The first day that was counted, when that is not the first of the stretch.
    let daysFrom: Day?
    /// When the earlier rows were not read: the time from which sources, types and, with a filter, days are counted.
    let groupsFrom: Date?
    let latest: LatestLeads

    /// Entries of the index that are counted, and rows that are read; a day more of the first.
    static let mostEntries = 400_000
    static let mostRows = 20_000

    static func read(
        _ choice: LeadsChoice, table: Identifier, columns: [LeadsTable.Column], on books: Transaction
    ) async throws -> LeadsReport {
        let groups = try await groups(choice, table: table, on: books)
        var byDay = groups.days
        // A day of a filtered choice that was read in part counts from there.
        var first =
            groups.cut.map { Day(number: Int(($0.timeIntervalSince1970 / 86_400).rounded(.down))) } ?? choice.from
        if choice.isByTimeAlone {
            byDay = try await days(choice, table: table, on: books)
            first = byDay.map(\.0).min() ?? choice.from
        }
        let counts = Dictionary(uniqueKeysWithValues: byDay)
        return LeadsReport(
            days: (first.number...choice.until.number).map { (Day(number: $0), counts[Day(number: $0)] ?? 0) },
            sources: groups.sources, types: groups.types, grouped: groups.days.reduce(0) { $0 + $1.1 },
            daysFrom: first > choice.from ? first : nil, groupsFrom: groups.cut,
            latest: try await LatestLeads.read(choice, table: table, columns: columns, most: mostRows, on: books))
    }

    /// The days by themselves, the last one first, until enough was counted: the index on the creation time has all that
    /// takes.
    private static func days(
        _ choice: LeadsChoice, table: Identifier, on books: Transaction
    ) async throws -> [(Day, Int)] {
        func count(of day: Statement) -> Statement {
            """
            select count(*) as entries, count(*) filter (where \(choice.filter)) as leads
            from \(table)
            where date_created >= timestamptz '1970-01-01 00:00:00+00' + make_interval(hours => 24 * (\(day)))
              and date_created < timestamptz '1970-01-01 00:00:00+00' + make_interval(hours => 24 * (\(day) + 1))
            """
        }
        return try await books.query(
            """
            with recursive days as (
                select last.day, counted.leads, counted.entries as seen
                from (select \(choice.until.number)::int as day) as last
                cross join lateral (\(count(of: "last.day"))) as counted
                union all
                select days.day - 1, counted.leads, days.seen + counted.entries
                from days
                cross join lateral (\(count(of: "days.day - 1"))) as counted
                where days.day > \(choice.from.number)::int
                  and days.seen < \(mostEntries)::bigint
            )
            select day, leads
            from days
            """
        ).map { row in
            let (day, leads) = try row.decode((Int, Int).self)
            return (Day(number: day), leads)
        }
    }

    private struct Groups {
        var days: [(Day, Int)] = []
        var sources: [Group] = []
        var types: [Group] = []
        var cut: Date?
    }

    /// One walk through the newest rows of the stretch, however they are filtered.
    private static func groups(_ choice: LeadsChoice, table: Identifier, on books: Transaction) async throws -> Groups {
        let spam: Statement = choice.withoutSpam ? ", spam" : ""
        let rows = try await books.query(
            """
            with newest as materialized (
                select date_created, lead_source, lead_type, _deleted_at\(spam)
                from \(table)
                where \(choice.stretch)
                order by date_created desc
                limit \(mostRows)
            ), counted as materialized (
                select
                    (date_created at time zone 'UTC')::date - date '1970-01-01' as day, left(lead_source, 200) as source,
                    left(lead_type, 200) as type, count(*) as leads
                from newest
                where \(choice.filter)
                group by 1, 2, 3
            ), reach as (
                select case when count(*) = \(mostRows) then min(date_created) end as since
                from newest
            )
            select
                grouping(day, source, type) as kind, day, source, type, sum(leads)::bigint as leads,
                (select since from reach) as since
            from counted
            group by grouping sets ((day), (source), (type), ())
            order by sum(leads) desc, source, type
            """)
        var groups = Groups()
        for row in rows {
            groups.cut = try row.decode("since")
            // Null is the sum of nothing.
            guard let leads = try row.decode("leads", as: Int?.self) else { continue }
            switch try row.decode("kind", as: Int.self) {
            case 0b011: groups.days.append((Day(number: try row.decode("day")), leads))
            case 0b101: groups.sources.append(Group(name: try row.decode("source"), leads: leads))
            case 0b110: groups.types.append(Group(name: try row.decode("type"), leads: leads))
            default: break
            }
        }
        return groups
    }
}
