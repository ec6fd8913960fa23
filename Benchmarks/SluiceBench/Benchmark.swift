import ArgumentParser
import Foundation

@main
struct Benchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "SluiceBench",
        abstract: "Measure loads beside what PostgreSQL itself needs for the same rows.",
        discussion: "Run it from the root of the checkout, on a machine that does nothing else: `make bench`.")

    enum Part: String, ExpressibleByArgument, CaseIterable {
        case sizes, growth
    }

    @Option(help: "Numbers of leads to load, with commas between.", transform: Benchmark.numbers)
    var leads = [10_000, 100_000, 500_000]

    @Option(help: "How many times each command is run.")
    var rounds = 5

    @Option(help: "The program to measure, of a release build.")
    var sluice = ".build/release/sluice"

    @Option(help: "Run one part alone: sizes (floor and loads) or growth (a week into larger and larger tables).")
    var only: Part?

    @Option(
        help: "Growth: how many other rows the tables hold, with commas between.", transform: Benchmark.numbers)
    var others = [0, 1_000_000, 5_000_000]

    @Option(help: "Growth: how many leads the API has, over two years; a hundredth of them is about a week.")
    var growthLeads = 500_000

    @Option(
        help: ArgumentHelp("The day of the newest lead, which must be over.", valueName: "date"),
        transform: Benchmark.day)
    var newest = "2026-01-01"

    @Option(help: ArgumentHelp("Write the page and its picture here, beside printing it.", valueName: "file"))
    var output: String?

    func validate() throws {
        guard rounds >= 1 else { throw ValidationError("--rounds must be at least 1") }
        guard FileManager.default.isExecutableFile(atPath: sluice) else {
            throw ValidationError("there is no program \(sluice): swift build --configuration release --product sluice")
        }
        guard FileManager.default.fileExists(atPath: Self.script) else {
            throw ValidationError("there is no \(Self.script) here; run this from the root of the checkout")
        }
    }

    private static let script = "Benchmarks/flatten.py"

    mutating func run() async throws {
        let command = self
        try await Workspace.withWorkspace { workspace in
            try await BenchServer.withServer { server in
                try await command.measure(on: server, in: workspace)
            }
        }
    }

    private func measure(on server: BenchServer, in workspace: Workspace) async throws {
        let program = Sluice(path: Self.absolute(sluice), workspace: workspace)
        let machine = try await Machine.look(sluice: program, server: server)
        var sizes: [SizeBenchmark.Result] = []
        if only != .growth {
            for count in leads {
                let result = try await SizeBenchmark(
                    leads: count, rounds: rounds, newest: newest, script: Self.absolute(Self.script), sluice: program,
                    server: server
                ).run()
                sizes.append(result)
            }
        }
        var growth: Growth.Result?
        if only != .sizes {
            growth = try await Growth(
                others: others, leads: growthLeads, rounds: rounds, newest: newest,
                since: try Self.week(before: newest), sluice: program, server: server
            ).run()
        }
        let picture = output.map { URL(fileURLWithPath: $0).deletingPathExtension().appendingPathExtension("svg") }
        let report = Report(
            machine: machine, rounds: rounds, newest: newest, sizes: sizes, growth: growth,
            plot: sizes.isEmpty ? nil : picture?.lastPathComponent)
        print(report.text)
        guard let output else { return }
        try report.write(to: output)
        if let picture, !sizes.isEmpty {
            try Plot(sizes: sizes).svg.write(to: picture, atomically: true, encoding: .utf8)
        }
    }

    // MARK: - Values

    @Sendable private static func numbers(_ text: String) throws -> [Int] {
        try text.split(separator: ",").map { part in
            guard let number = Int(part), number >= 0 else {
                throw ValidationError("\(part) is no number; write them as 10000,100000")
            }
            return number
        }
    }

    @Sendable private static func day(_ text: String) throws -> String {
        guard let date = try? Date(text, strategy: dayStyle), date < Date() else {
            throw ValidationError("it should be a day that is over, such as 2026-01-01")
        }
        return text
    }

    private static func week(before day: String) throws -> String {
        (try Date(day, strategy: dayStyle) - 7 * 86_400).formatted(dayStyle)
    }

    private static let dayStyle = Date.ISO8601FormatStyle.iso8601Date(timeZone: .gmt)

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
