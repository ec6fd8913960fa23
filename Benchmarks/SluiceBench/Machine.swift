import Foundation
import Glibc
import LocalPostgres

/// What the figures were measured on, and with what.
struct Machine: Sendable {
    let cores: Int
    let processor: String
    let memory: String
    let kernel: String
    let versions: [String]

    static func look(sluice: Sluice, server: BenchServer) async throws -> Machine {
        let workspace = sluice.workspace
        func firstLine(_ name: String, _ arguments: String...) async throws -> String {
            let output = try await Program(name: name, arguments: arguments).run(in: workspace).output
            return output.split(separator: "\n").first.map(String.init) ?? "unknown"
        }
        return Machine(
            cores: ProcessInfo.processInfo.activeProcessorCount,
            processor: try value(of: "model name", in: "/proc/cpuinfo") ?? "unknown",
            memory: try value(of: "MemTotal", in: "/proc/meminfo").map(gigabytes) ?? "unknown",
            kernel: try await firstLine("uname", "-sr"),
            versions: [
                "sluice \(try await firstLine(sluice.path, "--version"))", try await firstLine("swift", "--version"),
                "PostgreSQL \(server.server.version)", try await firstLine("psql", "--version"),
                try await firstLine("python3", "--version"),
            ])
    }

    /// Of a file of lines such as `MemTotal:  24689764 kB`.
    private static func value(of name: String, in path: String) throws -> String? {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(name) }), let colon = line.firstIndex(of: ":") else {
            return nil
        }
        return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }

    private static func gigabytes(_ text: String) -> String {
        let kilobytes = text.split(separator: " ").first.flatMap { Double($0) } ?? 0
        return "\((kilobytes / 1_048_576).formatted(1)) GB"
    }

    /// The most memory that this process has had so far; see ``Program/Outcome/peakMemory``.
    static var ownPeakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}
