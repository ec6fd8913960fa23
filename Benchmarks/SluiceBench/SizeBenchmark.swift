import Postgres

/// The floor and the three loads of one number of leads, in rounds: what one round does to the machine, it does to all four.
struct SizeBenchmark: Sendable {
    let leads: Int
    let rounds: Int
    let newest: String
    let script: String
    let sluice: Sluice
    let server: BenchServer

    /// The four commands, in the order in which they are run.
    enum Phase: String, CaseIterable, Sendable {
        case floor = "the floor"
        case first = "first load"
        case unchanged = "again, unchanged"
        case changed = "again, 1 % changed"
    }

    struct Result: Sendable {
        let leads: Int
        var fields = 0
        /// How long `sluice migrate` took, which makes the tables before anything is timed.
        var migrations: [Double] = []
        var measurements: [Phase: [Measurement]] = [:]

        func figures(_ phase: Phase, _ value: (Measurement) -> Double) -> Figures {
            Figures((measurements[phase] ?? []).map(value))
        }
    }

    func run() async throws -> Result {
        var result = Result(leads: leads)
        var files: FlatFiles?
        for round in 1...rounds {
            // Anew each time, for the last round changed its leads.
            try await SandboxProcess.withSandbox(sluice, leads: leads, newest: newest) { sandbox in
                let flat: FlatFiles
                if let files {
                    flat = files
                } else {
                    Progress.say("\(leads.grouped) leads: writing flat files")
                    flat = try await FlatFiles.write(
                        from: sandbox, until: newest, named: "flat", script: script, workspace: sluice.workspace)
                    guard flat.leads == leads else {
                        throw BenchFailure("the sandbox has \(flat.leads) leads instead of \(leads)")
                    }
                    files = flat
                    result.fields = flat.fields
                }
                try await self.round(round, sandbox, flat, &result)
            }
        }
        if let files { try sluice.workspace.remove(files.folder) }
        return result
    }

    private func round(
        _ number: Int, _ sandbox: SandboxProcess, _ files: FlatFiles, _ result: inout Result
    ) async throws {
        let database = "bench"
        let url = server.connectionString(database)
        try await server.create(database)
        result.migrations.append(try await sluice.migrate(url).run(in: sluice.workspace).wall)

        let floor = try await Floor.prepare(files, in: database, of: server)
        try await measure(.floor, floor.program, number, nil, into: &result)
        try await floor.drop()

        let first = try await measure(.first, sluice.load(from: sandbox, into: url), number, sandbox, into: &result)
        try Verification.first(first.load, leads: leads)
        if number == 1 { try await verify(files, in: database) }

        let again = sluice.load(["--lookback", "4000"], from: sandbox, into: url)
        try await vacuum(database)
        let unchanged = try await measure(.unchanged, again, number, sandbox, into: &result)
        try Verification.unchanged(unchanged.load, leads: leads)

        let changes = try await sandbox.change(fraction: 0.01, in: sluice.workspace)
        try await vacuum(database)
        let changed = try await measure(.changed, again, number, sandbox, into: &result)
        try Verification.changed(changed.load, leads: leads, changes: changes)
        try await server.drop(database)
    }

    @discardableResult
    private func measure(
        _ phase: Phase, _ program: Program, _ round: Int, _ sandbox: SandboxProcess?, into result: inout Result
    ) async throws -> Measurement {
        let measurement = try await Measurement.measure(
            program, in: "bench", of: server, sandbox: sandbox, workspace: sluice.workspace,
            inspectsWAL: phase == .unchanged || phase == .changed)
        result.measurements[phase, default: []].append(measurement)
        Progress.say("\(leads.grouped) leads, round \(round) of \(rounds), \(phase.rawValue): \(measurement.words)")
        return measurement
    }

    /// The floor once more, untimed, beside the loaded tables.
    private func verify(_ files: FlatFiles, in database: String) async throws {
        let floor = try await Floor.prepare(files, in: database, of: server)
        _ = try await floor.program.run(in: sluice.workspace)
        try await Verification.compare(in: database, of: server)
        try await floor.drop()
        Progress.say("\(leads.grouped) leads: the tables of both are equal")
    }

    /// What autovacuum would have done by the next load of a day.
    private func vacuum(_ database: String) async throws {
        try await server.run(["vacuum (analyze)"], in: database)
    }
}
