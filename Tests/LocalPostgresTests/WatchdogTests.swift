import Foundation
import TestSupport
import Testing

@testable import LocalPostgres

@Suite(.timeLimit(.minutes(15))) struct WatchdogTests {
    private func isRunning(_ pid: Int32) -> Bool { kill(pid, 0) == 0 }

    /// As a mask: bit 0 is signal 1.
    private func ignoredSignals(_ pid: Int32) throws -> UInt64 {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") })
        return try #require(UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16))
    }

    /// A stand-in for this process: a shell that holds the writing end of a watchdog's input and is then killed.
    @Test func `the folder goes when the process that holds the watchdog is killed`() async throws {
        try await withTemporaryDirectory { directory in
            let folder = "\(directory)/cluster"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let script = """
                mkfifo "$1/input"
                sh -c "$2" sluice-watchdog "$1/cluster" touch "$1/stopped" <"$1/input" &
                echo $! >"$1/watchdog.pid"
                exec sleep 600 >"$1/input"
                """
            let null = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
            let holder = try Command(
                program: "/bin/sh", arguments: ["-c", script, "holder", directory, Watchdog.clusterScript],
                directory: "/"
            ).spawn(input: null.fileDescriptor, output: null.fileDescriptor)
            // `sleep` runs under the holder's number once both ends of the input are open.
            while (try? String(contentsOfFile: "/proc/\(holder.pid)/comm", encoding: .utf8)) != "sleep\n" {
                await Task.yield()
            }
            let text = try String(contentsOfFile: "\(directory)/watchdog.pid", encoding: .utf8)
            let watchdog = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            while try ignoredSignals(watchdog) & 0x4003 != 0x4003 { await Task.yield() }
            for signal in [SIGINT, SIGTERM, SIGHUP] { kill(watchdog, signal) }
            #expect(isRunning(watchdog) && FileManager.default.fileExists(atPath: folder))

            kill(holder.pid, SIGKILL)
            #expect(holder.wait() == -SIGKILL)
            while isRunning(watchdog) { await Task.yield() }
            #expect(!FileManager.default.fileExists(atPath: folder))
            #expect(FileManager.default.fileExists(atPath: "\(directory)/stopped"))
        }
    }

    @Test func `no other child holds a watchdog back`() async throws {
        try await LocalPostgres.withTemporaryCluster { _ in
            // Started while the first one's input is open, and still there when the second ends.
            let null = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
            let other = try Command(program: "/bin/sleep", arguments: ["600"], directory: "/")
                .spawn(input: null.fileDescriptor, output: null.fileDescriptor)
            defer {
                kill(other.pid, SIGKILL)
                _ = other.wait()
            }
            let server = try await LocalPostgres.withTemporaryCluster { $0 }
            #expect(!FileManager.default.fileExists(atPath: server.dataDirectory))
            let child = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(other.pid)/fd")
            #expect(child.compactMap(Int.init).allSatisfy { $0 < 3 })
        }
    }
}
