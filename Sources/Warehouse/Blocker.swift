package import Foundation

/// Another session that holds what a migration needs.
///
/// Never with its query: that may hold data of people.
package struct Blocker: Sendable, Hashable, CustomStringConvertible {
    /// The server process; nil for a prepared transaction, which has none.
    package let processID: Int32?
    /// The name of the prepared transaction.
    package let prepared: String?
    /// What a role with few rights may not see is nil.
    package let role: String?
    package let application: String?
    /// Since when its transaction runs.
    package let since: Date?

    package init(
        processID: Int32?, prepared: String? = nil, role: String? = nil, application: String? = nil, since: Date? = nil
    ) {
        self.processID = processID
        self.prepared = prepared
        self.role = role
        self.application = application
        self.since = since
    }

    package var description: String {
        var facts: [String] = []
        if let role { facts.append("role \(role)") }
        if let application, !application.isEmpty { facts.append("application \"\(application)\"") }
        if let since { facts.append("in a transaction since \(since.ISO8601Format())") }
        let name =
            if let processID { "server process \(processID)" } else { "prepared transaction \"\(prepared ?? "")\"" }
        return facts.isEmpty ? name : "\(name) (\(facts.joined(separator: ", ")))"
    }

    /// The statement that ends it, for somebody who may.
    package var mend: String {
        if let processID { return "select pg_terminate_backend(\(processID))" }
        return "rollback prepared '\((prepared ?? "").replacing("'", with: "''"))'"
    }

    /// Several of them in a sentence, and how to end each.
    static func sentence(_ blockers: [Blocker]) -> String {
        let shown = blockers.prefix(5)
        let rest = blockers.count - shown.count
        let names = shown.map(\.description) + (rest > 0 ? ["\(rest) more"] : [])
        return names.joined(separator: ", ")
    }

    static func mends(_ blockers: [Blocker]) -> String {
        blockers.prefix(5).map(\.mend).joined(separator: "; ")
    }
}
