/// The three roles that share a warehouse, so that none may do more than its work asks for.
///
/// They are plain roles that may log in and have no password: who makes them gives them one, or lets certificates or
/// `pg_hba.conf` decide. People and programs can be made members of them instead.
package struct Roles: Sendable, Hashable {
    /// Owns the tables, and so may change them: `sluice migrate`.
    package let migrator: String
    /// Writes rows of the tables that there are, and stages: `sluice load --no-migrate`.
    package let loader: String
    /// Reads the data and the books: BI tools and `sluice serve`.
    package let reader: String

    package static let defaultPrefix = "sluice"

    /// - Parameter prefix: roles belong to a server and not to a database, so that two warehouses on one server need two.
    package init(prefix: String = defaultPrefix) throws(RolesError) {
        // No name that would have to be quoted, since people type them; 63 bytes is what PostgreSQL keeps of one.
        guard prefix.utf8.count <= 63 - "_migrator".utf8.count, !prefix.hasPrefix("pg_"),
            prefix.wholeMatch(of: /[a-z_][a-z0-9_]*/) != nil
        else { throw .unusablePrefix }
        migrator = "\(prefix)_migrator"
        loader = "\(prefix)_loader"
        reader = "\(prefix)_reader"
    }

    package var all: [String] { [migrator, loader, reader] }
}

/// Why no roles can be named, or made.
package enum RolesError: Error, Hashable, CustomStringConvertible {
    case unusablePrefix
    /// The server refused one of the statements; none of them holds.
    case notPermitted(String)

    package var description: String {
        switch self {
        case .unusablePrefix:
            "the prefix of the roles (--prefix or SLUICE_ROLE_PREFIX) should be lower-case letters, digits and underscores, begin with "
                + "none of the digits and not with pg_, and have at most 54 characters"
        case .notPermitted(let message):
            "this role may not make the roles and what they need: \(message). Nothing was changed: have an administrator run what "
                + "`sluice roles` prints"
        }
    }
}
