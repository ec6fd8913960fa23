import Foundation
import Postgres

/// The same week of leads, loaded into tables that hold more and more other leads.
struct Growth: Sendable {
    /// The numbers of other rows.
    let others: [Int]
    let leads: Int
    let rounds: Int
    let newest: String
    /// The day a week before the newest lead.
    let since: String
    let sluice: Sluice
    let server: BenchServer

    struct Result: Sendable {
        let others: [Int]
        /// How many leads came in the week.
        var week = 0
        var measurements: [Int: [Measurement]] = [:]

        func figures(_ others: Int, _ value: (Measurement) -> Double) -> Figures {
            Figures((measurements[others] ?? []).map(value))
        }
    }

    func run() async throws -> Result {
        var result = Result(others: others)
        for count in others { try await fill(count) }
        // One for all rounds, since a dataset belongs to one API, and a week that is deleted is new again.
        try await SandboxProcess.withSandbox(sluice, leads: leads, newest: newest) { sandbox in
            for round in 1...rounds {
                for count in others {
                    let measurement = try await load(count, from: sandbox)
                    result.week = try week(measurement, before: result.week)
                    result.measurements[count, default: []].append(measurement)
                    Progress.say(
                        "a week into \(count.grouped) rows, round \(round) of \(rounds): \(measurement.words)")
                }
            }
        }
        for count in others { try await server.drop(database(count)) }
        return result
    }

    private func database(_ count: Int) -> String { "growth_\(count)" }

    private func load(_ count: Int, from sandbox: SandboxProcess) async throws -> Measurement {
        let database = database(count)
        let program = sluice.load(
            ["--resource", "leads", "--since", since], from: sandbox, into: server.connectionString(database))
        let measurement = try await Measurement.measure(
            program, in: database, of: server, sandbox: sandbox, workspace: sluice.workspace)
        try await reset(database)
        return measurement
    }

    private func week(_ measurement: Measurement, before: Int) throws -> Int {
        let job = try measurement.load?.leads()
        guard let job, job.inserted > 0, job.updated == 0, job.deleted == 0, [0, job.inserted].contains(before) else {
            throw BenchFailure("a load of the week inserted \(job?.inserted ?? 0) rows, after one of \(before)")
        }
        return job.inserted
    }

    /// Leads of long ago, with numbers below those of the sandbox. They are narrow, so that five million fit: what counts
    /// is how many the indexes hold.
    private func fill(_ count: Int) async throws {
        Progress.say("making a table of \(count.grouped) other rows")
        let database = database(count)
        try await server.create(database)
        _ = try await sluice.migrate(server.connectionString(database)).run(in: sluice.workspace)
        try await server.run(
            [
                """
                insert into whatconverts.leads (
                    lead_id, account_id, profile_id, date_created, lead_type, lead_source, _package_id, _loaded_at,
                    _fingerprint
                )
                select
                    number, 40210 + number % 40, 70101 + number % 120,
                    timestamptz '2005-01-01 00:00:00+00' + number * (interval '5 years' / greatest(\(count)::bigint, 1)),
                    (array['Phone Call', 'Web Form', 'Chat'])[1 + number % 3], (array['google', 'bing'])[1 + number % 2],
                    '00000000-0000-7000-8000-000000000000', '2010-01-01 00:00:00+00', decode(md5(number::text), 'hex')
                from generate_series(1::bigint, \(count)::bigint) as number
                """,
                "vacuum (analyze)",
            ], in: database)
    }

    /// As if the week had never been loaded.
    private func reset(_ database: String) async throws {
        try await server.run(
            [
                "delete from whatconverts.lead_fields",
                "delete from whatconverts.leads where date_created >= '2011-01-01 00:00:00+00'",
                "truncate sluice.spans, sluice.load_packages, sluice.load_jobs, sluice.load_batches",
                "vacuum (analyze, index_cleanup on)",
            ], in: database)
    }
}
