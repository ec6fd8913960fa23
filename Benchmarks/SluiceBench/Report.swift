import Foundation

/// The page of figures. What lies below its marker is written by hand and stays.
struct Report {
    let machine: Machine
    let rounds: Int
    let newest: String
    let sizes: [SizeBenchmark.Result]
    let growth: Growth.Result?
    /// The name of the picture beside the page; nil when there is none.
    let plot: String?

    static let marker = "<!-- below: written by hand -->"

    var text: String {
        var parts = ["# How fast, and how that was measured", introduction, setting]
        parts += ["## What was to be reached", targets]
        if let plot {
            parts.append("![time of each load beside the floor's](\(plot))")
        }
        for size in sizes {
            parts += ["## \(size.leads.grouped) leads", note(size), table(size)]
        }
        if !sizes.isEmpty { parts += ["## Per thousand leads", perThousand] }
        if let growth { parts += ["## A week of leads into a growing table", week(growth)] }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// Writes the page, with what a person wrote below the marker of the one that is there.
    func write(to path: String) throws {
        var below = "\n"
        if FileManager.default.fileExists(atPath: path) {
            let old = try String(contentsOfFile: path, encoding: .utf8)
            if let marker = old.range(of: Self.marker) { below = String(old[marker.upperBound...]) }
        }
        try "\(text)\n\(Self.marker)\(below)".write(toFile: path, atomically: true, encoding: .utf8)
    }

    // MARK: - Parts

    private var introduction: String {
        """
        `make bench` writes this page, down to the marker near its end, in half an hour or more, and leaves nothing behind. \
        A local API with invented leads, `sluice` and a private PostgreSQL are processes of their own on one machine. The \
        floor is what PostgreSQL needs at the least for the same rows: `psql` on one connection, `\\copy` of files that \
        another program (`Benchmarks/flatten.py`) flattened beforehand into unlogged tables, then one merge into empty \
        tables with the same indexes. It downloads, parses, checks and maps nothing. Floor and loads take turns, for \
        \(rounds) \(rounds == 1 ? "round" : "rounds"); times are medians, with the least and the greatest in parentheses. \
        A round has an API and a database of its own. Before each command there is a checkpoint, and before a load again a \
        `vacuum analyze`, both untimed. In the first round the floor's tables are compared with Sluice's, all rows, both \
        ways: a difference ends the benchmark, and so does a count that is not what it has to be.
        """
    }

    private var setting: String {
        let settings = BenchServer.settings.sorted { $0.key < $1.key }.map { "`\($0.key)=\($0.value)`" }
        return """
            Measured on \(machine.cores) cores of \(machine.processor), \(machine.memory) of memory, \(machine.kernel), \
            on \(Self.today), with \(machine.versions.joined(separator: ", ")). The newest lead is of \(newest).

            The server has \(settings.joined(separator: ", ")), the rest as it comes. What makes commits safe is on, as in \
            production. There is room for all WAL, so that no checkpoint falls into one side's time and not into the other's; \
            autovacuum would do so at random, and what it does is done between the commands instead. CPU of the server is that \
            of all its processes. Peak memory is the greatest of all rounds, as the kernel tells it at the end of a process; \
            \(Double(Machine.ownPeakMemory).megabytes) MB and less may be the benchmark's own, which spawned it.
            """
    }

    private static var today: String {
        Date().ISO8601Format(.iso8601Date(timeZone: .gmt))
    }

    private var targets: String {
        var table = MarkdownTable(["work", "reach", "seen", ""])
        for target in Target.all(sizes: sizes, growth: growth) {
            table.add([target.work, target.reach, target.seen, target.verdict])
        }
        return table.text
    }

    private func note(_ size: SizeBenchmark.Result) -> String {
        let migrate = Figures(size.migrations).median
        return """
            \(size.leads.grouped) rows of `leads` and \(size.fields.grouped) of `lead_fields`; the loads bring the other \
            resources too. Both sides find empty tables: `sluice migrate` made them before, in \(migrate.short) s. API CPU is \
            what the local API used of the same cores.
            """
    }

    private func table(_ size: SizeBenchmark.Result) -> String {
        var table = MarkdownTable([
            "", "wall s", "× floor", "client CPU s", "server CPU s", "API CPU s", "peak MB", "WAL MB", "of it data MB",
            "requests",
        ])
        let floor = size.figures(.floor, \.wall).median
        for phase in SizeBenchmark.Phase.allCases {
            let wall = size.figures(phase, \.wall)
            let data = (size.measurements[phase] ?? []).compactMap { $0.dataWAL.map { Double($0.bytes) } }
            let requests = (size.measurements[phase] ?? []).compactMap { $0.load?.requests }
            table.add([
                phase.rawValue, wall.withRange, (wall.median / floor).short, size.figures(phase, \.clientCPU).withRange,
                size.figures(phase, \.serverCPU).withRange, size.figures(phase, \.sandboxCPU).median.short,
                size.figures(phase) { Double($0.peakMemory) }.maximum.megabytes,
                size.figures(phase) { Double($0.walBytes) }.median.megabytes,
                data.isEmpty ? "" : Figures(data).median.megabytes, requests.max().map(\.grouped) ?? "",
            ])
        }
        return table.text
    }

    private var perThousand: String {
        var table = MarkdownTable(["leads", "first load, wall ms", "first load, client CPU ms", "floor, wall ms"])
        for size in sizes {
            let share = 1_000_000 / Double(size.leads)
            table.add([
                size.leads.grouped, (size.figures(.first, \.wall).median * share).formatted(1),
                (size.figures(.first, \.clientCPU).median * share).formatted(1),
                (size.figures(.floor, \.wall).median * share).formatted(1),
            ])
        }
        return table.text
    }

    private func week(_ growth: Growth.Result) -> String {
        var table = MarkdownTable([
            "other rows", "wall s", "× the first line", "client CPU s", "server CPU s", "peak MB", "WAL MB",
        ])
        let base = growth.others.first.map { growth.figures($0, \.wall).median } ?? .nan
        for others in growth.others {
            let wall = growth.figures(others, \.wall)
            table.add([
                others.grouped, wall.withRange, (wall.median / base).short,
                growth.figures(others, \.clientCPU).withRange, growth.figures(others, \.serverCPU).withRange,
                growth.figures(others) { Double($0.peakMemory) }.maximum.megabytes,
                growth.figures(others) { Double($0.walBytes) }.median.megabytes,
            ])
        }
        return """
            The newest \(growth.week.grouped) leads, with `--resource leads --since` a week before the newest, into tables that \
            hold so many leads of 2005 to 2009 already. Those are narrow rows without child rows; what grows is the indexes.

            \(table.text)
            """
    }
}
