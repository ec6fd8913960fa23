/// What one timed command took, of all who had a part in it.
struct Measurement: Sendable {
    var wall: Double
    var clientCPU: Double
    var serverCPU: Double
    /// Of the local API; 0 where none was asked.
    var sandboxCPU: Double
    var peakMemory: Int
    var walBytes: Int
    /// Of the write-ahead log, what touches the tables of the data; nil where it was not looked at.
    var dataWAL: WALInspection?
    /// What the load says about itself; nil for the floor.
    var load: LoadDocument?

    /// Times a command, from a checkpoint on, so that none falls into it and each begins with the same log to write.
    ///
    /// - Parameter inspectsWAL: whether to look into the log afterwards; that takes long where much was written.
    static func measure(
        _ program: Program, in database: String, of server: BenchServer, sandbox: SandboxProcess? = nil,
        workspace: Workspace, inspectsWAL: Bool = false
    ) async throws -> Measurement {
        try await server.checkpoint()
        try await server.waitUntilUnused(database)
        let start = try await server.position()
        let sandboxBefore = try sandbox?.cpu() ?? 0
        let before = try await server.cpu()
        let outcome = try await program.run(in: workspace)
        try await server.waitUntilUnused(database)
        let after = try await server.cpu()
        let sandboxAfter = try sandbox?.cpu() ?? 0
        let end = try await server.position()
        return Measurement(
            wall: outcome.wall, clientCPU: outcome.cpu, serverCPU: after - before,
            sandboxCPU: sandboxAfter - sandboxBefore, peakMemory: outcome.peakMemory,
            walBytes: try await server.bytes(from: start, to: end),
            dataWAL: inspectsWAL ? try await WALInspection.inspect(server, database, from: start, to: end) : nil,
            load: sandbox == nil ? nil : try LoadDocument(json: outcome.output))
    }
}
