import ArgumentParser
import Books
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

struct SchemaCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare the database with what is declared, both ways.",
        discussion: """
            Tables, columns, types, what may be null, keys, indexes, comments, and the rights of the role. Each difference comes \
            with who wins and with the statement that mends it. Nothing is changed.

            The exit status is 23 when something declared is missing or different. What people added beyond the declarations is \
            theirs: it is listed, and no reason for it.
            """)

    @OptionGroup var target: DatasetFlags
    @OptionGroup var config: ConfigFlags
    @OptionGroup var output: OutputFlags

    mutating func run() async throws {
        let command = self
        try await runCommand(
            output, verdict: "the tables differ from their declarations; what mends it stands with each"
        ) {
            try await command.check()
        }
    }

    private func check() async throws -> ExitStatus {
        let settings = try Settings(file: config.config)
        let dataset = target.dataset(settings)
        let differences = try await Connection.withConnection(try await target.database(settings, output)) {
            connection in
            try await Source.whatConverts.differences(of: dataset, on: connection)
        }
        let report = SchemaReport(dataset: dataset, differences: differences)
        Console.print(output.json ? try JSONText.encode(report.document) : report.text)
        return report.isAsDeclared ? .loaded : .schemaDiffers
    }
}

/// What a check found, for people and for machines.
struct SchemaReport {
    let dataset: String
    let differences: [SchemaDifference]

    var isAsDeclared: Bool { differences.allSatisfy { $0.side == .database } }

    var text: String {
        let declared = differences.filter { $0.side != .database }
        let beyond = differences.filter { $0.side == .database }
        var parts: [String] = []
        for difference in declared {
            parts.append(
                "\(difference.sentence)\n  wins: \(difference.winner)"
                    + (difference.mend.map { "\n  mend:\n\($0.indented(by: 4))" } ?? ""))
        }
        if !beyond.isEmpty {
            let lines = beyond.map { "  \($0.sentence)" + ($0.mend.map { "\n\($0.indented(by: 4))" } ?? "") }
            parts.append("beyond the declarations; yours, kept and never touched:\n" + lines.joined(separator: "\n"))
        }
        parts.append(
            declared.isEmpty
                ? "dataset \(dataset) is as it is declared"
                : "dataset \(dataset) differs from its declarations in \(declared.count) \(declared.count == 1 ? "thing" : "things"); "
                    + "pending migrations are applied by `sluice migrate`, the statements above mend the rest"
                    + (declared.contains(where: \.makesColumn)
                        ? "; `sluice load --full` then fills the columns that are new" : ""))
        return parts.joined(separator: "\n\n")
    }

    var document: Document {
        Document(
            dataset: dataset, as_declared: isAsDeclared,
            differences: differences.map {
                Document.Difference(
                    object: $0.object, difference: $0.words, wins: $0.side == .database ? "database" : "declaration",
                    stops_load: $0.side == .declarationNeeded, mend: $0.mend)
            })
    }

    struct Document: Encodable {
        struct Difference: Encodable {
            let object: String
            let difference: String
            let wins: String
            let stops_load: Bool
            let mend: String?
        }

        let dataset: String
        let as_declared: Bool
        let differences: [Difference]
    }
}

extension String {
    func indented(by spaces: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n")
    }
}
