import Foundation
import Glibc

/// The user that the server runs as when this program runs as root: PostgreSQL refuses to.
struct ServerAccount: Sendable {
    let user: uid_t
    let group: gid_t

    /// Nil when we are an ordinary user and the server runs as the same. Data that is there decides by its owner.
    static func forServer(dataDirectory: String) throws -> ServerAccount? {
        guard geteuid() == 0 else { return nil }
        var status = stat()
        if stat(dataDirectory, &status) == 0, status.st_uid != 0 {
            return ServerAccount(user: status.st_uid, group: status.st_gid)
        }
        guard let account = named("postgres") ?? named("nobody") else { throw LocalPostgresError.noUnprivilegedUser }
        return account
    }

    private static func named(_ name: String) -> ServerAccount? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return ServerAccount(user: entry.pw_uid, group: entry.pw_gid)
    }
}
