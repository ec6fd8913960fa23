import Warehouse

/// What `migrate` did, or would do.
struct MigrateReport: Sendable {
    let dataset: String
    var applied: [AppliedMigration] = []
    /// Taken for applied without being run.
    var recorded: [Migration] = []
    var pending: [Migration] = []

    // MARK: - For people

    /// What was done.
    var text: String {
        var lines = recorded.map { "recorded \($0.line) \($0.version): \(Self.words($0.name)) (was there)" }
        lines += applied.map { "applied \($0.line) \($0.version): \(Self.words($0.name))" }
        if let next = pending.first {
            lines.append(
                "dataset \(dataset) is at version \(next.version - 1) of \(next.line); \(pending.count) migrations are pending"
            )
        } else if lines.isEmpty {
            lines.append("nothing to apply: dataset \(dataset) is up to date")
        } else {
            lines.append("dataset \(dataset) is up to date")
        }
        return lines.joined(separator: "\n")
    }

    /// What would be done, as SQL that can be read.
    var plan: String {
        let recorded = recorded.map { "-- \($0.line)/\($0.file): would be recorded, not run" }
        let pending = pending.map { "-- \($0.line)/\($0.file)\n\n\($0.sql)" }
        return (recorded + pending).joined(separator: "\n")
    }

    var planNote: String {
        if pending.isEmpty, recorded.isEmpty { return "nothing to apply: dataset \(dataset) is up to date" }
        let recorded = recorded.isEmpty ? "" : "\(recorded.count) migrations would be recorded, and "
        return recorded + "\(pending.count) migrations would be applied; nothing was changed"
    }

    private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

    // MARK: - For machines

    var document: Document {
        Document(
            dataset: dataset,
            applied: applied.map {
                .init(
                    line: $0.line, version: $0.version, name: $0.name, milliseconds: Int($0.duration / .milliseconds(1))
                )
            },
            recorded: recorded.map { .init(line: $0.line, version: $0.version, name: $0.name) },
            pending: pending.map { .init(line: $0.line, version: $0.version, name: $0.name, sql: $0.sql) })
    }

    struct Document: Encodable {
        struct Applied: Encodable {
            let line: String
            let version: Int
            let name: String
            let milliseconds: Int
        }

        struct Recorded: Encodable {
            let line: String
            let version: Int
            let name: String
        }

        struct Pending: Encodable {
            let line: String
            let version: Int
            let name: String
            let sql: String
        }

        let dataset: String
        let applied: [Applied]
        let recorded: [Recorded]
        let pending: [Pending]
    }
}
