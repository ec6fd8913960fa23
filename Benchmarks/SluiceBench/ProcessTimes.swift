import Foundation
import Glibc

/// The CPU time that processes have used so far, as the kernel counts it (proc(5), `/proc/PID/stat`), in its ticks of
/// usually 10 ms.
enum ProcessTimes {
    /// Of one process alone, in seconds.
    static func seconds(of pid: pid_t) throws -> Double {
        guard let times = read(pid) else { throw BenchFailure("there is no process \(pid) to measure") }
        return Double(times.own) / ticksPerSecond
    }

    /// Of a process and all that descend from it, those included that have ended and were waited for.
    static func seconds(ofTree root: pid_t) throws -> Double {
        let pids = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(pid_t.init)
        // One that ends meanwhile is none of ours: nothing of ours ends while this looks.
        let all = Dictionary(uniqueKeysWithValues: pids.compactMap { pid in read(pid).map { (pid, $0) } })
        guard all[root] != nil else { throw BenchFailure("the server, process \(root), is gone") }
        let children = Dictionary(grouping: all.keys) { all[$0]?.parent ?? 0 }
        var ticks = 0
        var waiting = [root]
        while let pid = waiting.popLast() {
            ticks += all[pid].map { $0.own + $0.reaped } ?? 0
            waiting += children[pid] ?? []
        }
        return Double(ticks) / ticksPerSecond
    }

    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))

    private static func read(_ pid: pid_t) -> (parent: pid_t, own: Int, reaped: Int)? {
        // A process may be gone by now.
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            // The name of the program is in parentheses, and may hold any character.
            let name = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 14, let parent = pid_t(fields[1]) else { return nil }
        // Fields 14 to 17 of proc(5); the first here is its third.
        let times = fields[11...14].compactMap { Int($0) }
        guard times.count == 4 else { return nil }
        return (parent, times[0] + times[1], times[2] + times[3])
    }
}
