import Foundation
import Glibc

/// The folder of one cluster: `data`, the server's log, and, where the path is short enough, the socket.
///
/// It belongs to the user that the server runs as and has mode 0700, which is what makes trusting everybody on the socket
/// safe: who can reach the socket is that user, or root.
struct ClusterFolder: Sendable {
    let path: String
    let account: ServerAccount?

    var data: String { "\(path)/data" }
    var log: String { "\(path)/server.log" }
    var isInitialized: Bool { FileManager.default.fileExists(atPath: "\(data)/PG_VERSION") }

    /// The major version that wrote the data.
    static func dataVersion(at path: String) -> String? {
        let text = try? String(contentsOfFile: "\(path)/data/PG_VERSION", encoding: .utf8)
        return text?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    static func temporary() throws -> ClusterFolder {
        // Not $TMPDIR: it can be long, and closed to the server's user.
        var template = Array("/tmp/sluice-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw LocalPostgresError.unusableDirectory("/tmp", reason: String(cString: strerror(errno)))
        }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = ClusterFolder(path: path, account: try .forServer(dataDirectory: "\(path)/data"))
        try folder.own(path)
        return folder
    }

    static func kept(at path: String) throws -> ClusterFolder {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw LocalPostgresError.unusableDirectory(path, reason: "it cannot be created")
        }
        let folder = ClusterFolder(path: path, account: try .forServer(dataDirectory: "\(path)/data"))
        let content = try FileManager.default.contentsOfDirectory(atPath: path)
        guard folder.isInitialized || content.isEmpty else {
            throw LocalPostgresError.unusableDirectory(
                path, reason: "it holds other files; name an empty or a new directory")
        }
        try folder.own(path)
        return folder
    }

    /// Where the socket lies. A socket's path has at most 107 bytes (unix(7)), and the folder's may be longer.
    func socketDirectory() throws -> String {
        if "\(path)/.s.PGSQL.\(LocalPostgres.usualPort)".utf8.count <= 107 { return path }
        // Same folder, same name: FNV-1a.
        let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let short = "/tmp/sluice-socket-\(String(hash, radix: 16))"
        if mkdir(short, 0o700) != 0 && errno != EEXIST {
            throw LocalPostgresError.unusableDirectory(short, reason: String(cString: strerror(errno)))
        }
        // /tmp is open to everybody, and somebody else may have been first.
        var status = stat()
        let owner = account?.user ?? geteuid()
        guard lstat(short, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            [geteuid(), owner].contains(status.st_uid)
        else {
            throw LocalPostgresError.unusableDirectory(short, reason: "it belongs to somebody else")
        }
        try own(short)
        return short
    }

    private func own(_ path: String) throws {
        guard chmod(path, 0o700) == 0, account.map({ chown(path, $0.user, $0.group) == 0 }) ?? true else {
            throw LocalPostgresError.unusableDirectory(path, reason: String(cString: strerror(errno)))
        }
    }

    /// As root: whether the server's user can get there at all. `/root` is closed to others.
    func checkReachable() async throws {
        guard let account else { return }
        let outcome = try await Command(
            program: "/usr/bin/setpriv",
            arguments: [
                "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--", "/usr/bin/test", "-w",
                path,
            ], directory: "/"
        ).run()
        guard outcome.status == 0 else {
            throw LocalPostgresError.unusableDirectory(
                path,
                reason: "the server cannot run as root, and its user cannot get there; name a directory outside /root")
        }
    }
}
