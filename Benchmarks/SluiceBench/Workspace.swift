import Foundation
import Glibc
import LocalPostgres

/// The folder that a run keeps its files in, and the memory of what it started. Neither is left when the run ends,
/// however it ends: a shell that outlives this process sees to that.
struct Workspace: Sendable {
    let folder: String

    /// Ends what is still running, by the ids that are in the folder, and removes the folder.
    private static let script = """
        trap '' INT TERM HUP
        read -r _
        for file in "$1"/children/*; do
            if [ -e "$file" ]; then kill -KILL "${file##*/}"; fi
        done
        tries=0
        until rm -rf "$1" || [ $((tries += 1)) -gt 50 ]; do sleep 0.1; done
        """

    static func withWorkspace(_ body: (Workspace) async throws -> Void) async throws {
        var template = Array("/tmp/sluice-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw BenchFailure("cannot make a folder in /tmp: \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let watchdog = try Watchdog(script: script, arguments: [folder])
        do {
            let workspace = Workspace(folder: folder)
            try FileManager.default.createDirectory(atPath: workspace.children, withIntermediateDirectories: true)
            try await body(workspace)
        } catch {
            await watchdog.end()
            throw error
        }
        await watchdog.end()
    }

    // MARK: - Children

    private var children: String { "\(folder)/children" }

    func remember(_ pid: pid_t) throws {
        try Data().write(to: URL(fileURLWithPath: "\(children)/\(pid)"))
    }

    func forget(_ pid: pid_t) {
        unlink("\(children)/\(pid)")
    }

    // MARK: - Files

    /// A file that takes what a program prints.
    struct File: Sendable {
        let path: String
        let handle: FileHandle

        func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

        func remove() { unlink(path) }
    }

    func newFile() throws -> File {
        let path = "\(folder)/\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw BenchFailure("cannot make a file in \(folder)")
        }
        return File(path: path, handle: try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
    }

    func newFolder(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }
}
