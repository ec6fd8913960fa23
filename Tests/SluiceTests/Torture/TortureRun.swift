import Foundation
import Glibc
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing
import Warehouse

/// Does what the schedule of one seed says, and compares at the end.
struct TortureRun: Sendable {
    let schedule: TortureSchedule
    let bench: TortureBench
    let sandbox: Sandbox
    let proxy: PostgresProxy
    let program: Program
    /// Past the proxy: for the reference, and to look with.
    let direct: String
    let tally: TortureTally

    /// How a loader may end, whatever strikes it; anything else is a bug. A signal in the first moments of a process ends it
    /// before it listens to signals, and has begun anything.
    private static let allowed: Set<Int32> = [0, 10, 11, 20, 22, 24, 25, 130, 143, -SIGKILL, -SIGTERM, -SIGINT]

    // MARK: - A seed

    /// - Returns: what is wrong at the end; nothing when all is well.
    static func run(seed: UInt64, on bench: TortureBench, tally: TortureTally) async throws -> [String] {
        let schedule = TortureSchedule(seed: seed)
        // A load reads up to a minute ago, and leads that are added come after these.
        let newest = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) - 240)
        let options = SandboxOptions(seed: seed, leads: 2_000, newest: newest)
        let found = Found()
        try await bench.withDatabase("seed_\(seed)") { direct in
            try await Sandbox.withSandbox(options) { sandbox in
                try await withPostgresProxy(to: ConnectionSettings(direct)) { proxy in
                    var program = Program(
                        in: bench.directory, database: proxy.settings().connectionString, sandbox: sandbox)
                    program.environment["SLUICE_SINCE"] =
                        newest.addingTimeInterval(-options.history - 40 * 86_400).ISO8601Format()
                    program.environment["SLUICE_CUSTOMER_JOURNEY"] = schedule.asksForJourney ? "true" : "false"
                    let run = TortureRun(
                        schedule: schedule, bench: bench, sandbox: sandbox, proxy: proxy, program: program,
                        direct: direct,
                        tally: tally)
                    found.add(try await run.problems())
                }
            }
        }
        return found.all
    }

    private func problems() async throws -> [String] {
        var problems: [String] = []
        for round in schedule.rounds {
            problems += try await play(round)
            await clear()
        }
        problems += try await end()
        for (fault, count) in await sandbox.struckFaults() { tally.add("API: \(fault.rawValue)", count) }
        for (kind, count) in proxy.cuts { tally.add("cut after \(kind)", count) }
        tally.add("cut of connections", proxy.cuts.values.reduce(0, +))
        return problems
    }

    /// All is as it should be again, but for what the loads left behind.
    private func clear() async {
        await sandbox.clearFaults()
        await sandbox.setQuirks(Quirks())
        proxy.stall(false)
        proxy.cut(after: .max, from: .client)
    }

    // MARK: - A round

    private func play(_ round: TortureSchedule.Round) async throws -> [String] {
        let received = await sandbox.requestCount()
        var arguments = arguments
        if let limit = round.dailyLimit {
            arguments += ["--daily-limit", String(received + limit)]
        }
        var armed = program
        if let step = round.step {
            armed.environment["SLUICE_CRASH_POINT"] =
                "\(step.point.rawValue):\(step.count)\(step.stops ? ":stop" : "")"
        }
        let loader = try armed.start(["load"] + arguments)
        if let step = round.step, step.stops {
            return try await takeOver(from: loader, step.point)
        }
        let others = Found()
        let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for (after, strike) in round.strikes {
                    try await until(received + after, while: loader)
                    others.add(try await self.strike(strike, loader))
                }
            }
            let outcome = try await end(of: loader, what: "the loader")
            // A strike that waits for requests does so in vain now.
            try await group.waitForAll()
            return outcome
        }
        if round.step != nil, outcome.status == -SIGKILL, let step = round.step {
            tally.add("crash at \(step.point.rawValue)")
        }
        if round.dailyLimit != nil, outcome.status == 10 { tally.add("daily limit spent") }
        return check(outcome, "load") + others.all
    }

    private var arguments: [String] {
        // Every second seed copies what is new straight into the table, which otherwise only large pages are.
        ["--lease-ttl", "1", "--page-size", "100", "--retry-base", "20", "--json"]
            + (schedule.seed % 2 == 0 ? ["--direct-copy-from", "1"] : [])
    }

    /// Waits until the API has received so many requests; not longer than the loader lives.
    private func until(_ requests: Int, while loader: RunningProgram) async throws {
        while await sandbox.requestCount() < requests, loader.isRunning {
            try await Task.sleep(for: .milliseconds(4))
        }
    }

    private func end(of loader: RunningProgram, what: String) async throws -> Program.Outcome {
        let watchdog = Task {
            try await Task.sleep(for: .seconds(90))
            loader.send(SIGKILL)
            tally.add("HUNG")
            Issue.record("seed \(schedule.seed): \(what) did not end within 90 s")
        }
        defer { watchdog.cancel() }
        return try await loader.end()
    }

    private func check(_ outcome: Program.Outcome, _ what: String) -> [String] {
        tally.add("exit status \(outcome.status)")
        return Self.allowed.contains(outcome.status)
            ? [] : ["\(what): exit status \(outcome.status): \(outcome.errors.suffix(600))"]
    }

    /// A loader that stands still loses its dataset to the next one, and says so when it wakes.
    private func takeOver(from loader: RunningProgram, _ point: CrashPoint) async throws -> [String] {
        while loader.isRunning, !loader.isStopped { try await Task.sleep(for: .milliseconds(5)) }
        guard loader.isStopped else { return check(try await end(of: loader, what: "a loader"), "load") }
        let second = try await end(of: try program.start(["load"] + arguments), what: "the second loader")
        loader.send(SIGCONT)
        let first = try await end(of: loader, what: "the paused loader")
        tally.add("paused at \(point.rawValue)")
        tally.add("paused, and taken over")
        // One that was paused before it had the lease, or after it had given it back, has lost nothing.
        let hadNoLease: Set<CrashPoint> = [.migrated, .packageFinished]
        var problems = check(second, "the second load") + check(first, "the paused load")
        if second.status != 0 { problems.append("the second load ended with \(second.status): \(second.errors)") }
        if first.status != 20, !hadNoLease.contains(point) {
            problems.append("the load paused at \(point.rawValue) ended with \(first.status): \(first.errors)")
        }
        return problems
    }

    // MARK: - Strikes

    private func strike(_ strike: TortureSchedule.Strike, _ loader: RunningProgram) async throws -> [String] {
        guard loader.isRunning else { return [] }
        switch strike {
        case .kill:
            loader.send(SIGKILL)
            tally.add("kill -9")
        case .terminate:
            loader.send(SIGTERM)
            tally.add("SIGTERM")
        case .interrupt:
            loader.send(SIGINT)
            tally.add("SIGINT")
        case .pause(let milliseconds):
            loader.send(SIGSTOP)
            try await Task.sleep(for: .milliseconds(milliseconds))
            loader.send(SIGCONT)
            tally.add("SIGSTOP and SIGCONT")
        case .restartServer:
            try await bench.server.restartImmediately()
            tally.add("immediate restart of the server")
        case .cut(let messages, let isServerSide, let all):
            proxy.cut(after: messages, from: isServerSide ? .server : .client, all: all)
        case .stall(let milliseconds):
            proxy.stall(true)
            try await Task.sleep(for: .milliseconds(milliseconds))
            proxy.stall(false)
            tally.add("stalled network")
        case .anotherLoader(let waits):
            let second = try program.start(["load"] + arguments + (waits ? ["--wait"] : []))
            let outcome = try await end(of: second, what: "another loader")
            if outcome.status == 20 { tally.add("overlapping loader refused") }
            tally.add(waits ? "overlapping loader that waits" : "overlapping loader")
            return check(outcome, "another load")
        default:
            try await strikeAPI(strike)
        }
        return []
    }

    private func strikeAPI(_ strike: TortureSchedule.Strike) async throws {
        switch strike {
        case .answer(let fault, let times):
            // Lies, and refusals of the key, only where leads are read: they are believed for a day elsewhere.
            let isForLeads = [.repeatedPage, .emptyPage, .authenticationRefused, .wrongTotal].contains(fault)
            await sandbox.strike(fault, times: times, path: isForLeads ? "/api/v1/leads" : nil)
        case .revokeKey: await quirk("API: key revoked") { $0.isKeyRevoked = true }
        case .clockOff(let seconds): await quirk("API: clock off") { $0.clockOffsetSeconds = seconds }
        case .quota(let requests):
            let received = await sandbox.requestCount()
            await quirk("API: quota") { $0.dailyLimit = received + requests }
        case .addLeads(let count):
            await sandbox.addLeads(count)
            tally.add("leads added")
        case .changeLeads:
            await sandbox.changeLeads(await someLeads())
            tally.add("leads changed")
        case .deleteLeads:
            await sandbox.deleteLeads(await someLeads())
            tally.add("leads deleted")
        case .moveLeads:
            await sandbox.moveCreation(await someLeads(), bySeconds: -5 * 86_400)
            tally.add("leads moved in time")
        case .markSpam:
            await sandbox.markSpam(await someLeads())
            tally.add("leads marked as spam")
        default: break
        }
    }

    private func quirk(_ kind: String, _ change: (inout Quirks) -> Void) async {
        var quirks = await sandbox.quirks
        change(&quirks)
        await sandbox.setQuirks(quirks)
        tally.add(kind)
    }

    /// Leads to change: anywhere in a wild seed, else among those that a plain load reads again.
    private func someLeads() async -> [Int64] {
        if schedule.isWild {
            let all = await sandbox.leadIDs()
            return stride(from: Int(schedule.seed % 97), to: all.count, by: 101).map { all[$0] }
        }
        return Array(await sandbox.leadIDs(from: Date() - 2 * 86_400).prefix(3))
    }

    // MARK: - The end

    /// A clean load, a reference beside it, and the two compared.
    private func end() async throws -> [String] {
        var problems: [String] = []
        let clean = try await end(
            of: try program.start(["load"] + arguments + (schedule.isWild ? ["--lookback", "900"] : [])),
            what: "the clean load")
        if clean.status != 0 {
            problems.append("the clean load: exit status \(clean.status): \(clean.errors)\(clean.output)")
        }
        let reference = try await program.with(["DATABASE_URL": direct]).run(
            "load", "--dataset", "reference", "--quiet")
        if reference.status != 0 { problems.append("the reference: \(reference.status): \(reference.errors)") }
        try await Connection.withConnection(ConnectionSettings(direct)) { connection in
            problems += try await TortureComparison(
                connection: connection, dataset: "whatconverts", reference: "reference"
            ).differences()
            problems += try await Books(on: connection).problems()
            problems += try await requests(on: connection)
        }
        return problems
    }

    /// Each request that the API received was counted; beyond those, only what dead runs may have sent was.
    private func requests(on connection: Connection) async throws -> [String] {
        let received = await sandbox.requestCount()
        let rows = try await connection.query(
            """
            select
                (select coalesce(sum(spent), 0)::bigint from sluice.request_budget),
                (select coalesce(sum(unsettled), 0)::bigint from sluice.request_reservations)
            """)
        guard let row = rows.first else { return ["no budget"] }
        let (spent, unsettled) = try row.decode((Int, Int).self)
        tally.add("requests that may have been sent", unsettled)
        return (spent - unsettled...spent).contains(received)
            ? [] : ["\(received) requests received, \(spent) counted, \(unsettled) of them unsettled"]
    }
}

/// What several tasks found.
final class Found: Sendable {
    private let problems = Guarded<[String]>([])
    var all: [String] { problems.withLock { $0 } }
    func add(_ more: [String]) { problems.withLock { $0 += more } }
}
