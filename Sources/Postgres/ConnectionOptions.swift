private import CLibPQ

/// A connection string taken apart by libpq itself, with its environment and defaults filled in.
struct ConnectionOptions {
    private var values: [String: String] = [:]

    subscript(keyword: String) -> String? { values[keyword] }

    /// How many hosts will be tried, one after the other.
    var hostCount: Int {
        let hosts = values["host"] ?? values["hostaddr"] ?? ""
        return hosts.utf8.count { $0 == UInt8(ascii: ",") } + 1
    }

    /// Refuses what libpq cannot read, and what it reads in a way nobody meant. libpq's own words are not passed on:
    /// they quote the string, and where a password holds an unescaped `@`, `/` or space they quote the password.
    init(_ connectionString: String) throws(PostgresError) {
        if let defaults = PQconndefaults() { merge(defaults) }
        // libpq takes a text that is neither a URI nor has an equals sign for the name of a database.
        guard Self.isURI(connectionString) || connectionString.contains("=") else {
            if !connectionString.isEmpty { values["dbname"] = connectionString }
            return
        }
        var message: UnsafeMutablePointer<CChar>?
        let parsed = PQconninfoParse(connectionString, &message)
        PQfreemem(message)
        guard let parsed else { throw Self.unreadable }
        merge(parsed)
        guard Self.isURI(connectionString) else { return }
        let host = values["host"] ?? ""
        let port = values["port"] ?? ""
        let database = values["dbname"] ?? ""
        let isPlausible = !host.contains("@") && !database.contains("@") && port.allSatisfy { $0.isNumber || $0 == "," }
        guard isPlausible else { throw Self.unreadable }
    }

    private mutating func merge(_ options: UnsafeMutablePointer<PQconninfoOption>) {
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
    }

    private static func isURI(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    private static let unreadable = PostgresError.usage(
        "the connection string cannot be read; in a postgres:// URI, special characters in user and password must be "
            + "percent-encoded (@ as %40, / as %2F, : as %3A), in the key=value form values with spaces quoted")
}
