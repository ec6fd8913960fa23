import Foundation
package import Postgres

/// Gives a role the password that the tests themselves connect with, where their server asks for one, as a server of compose does.
package func letIn(_ role: String, on connection: Connection) async throws {
    let settings = try await SharedCluster.shared.settings()
    guard let password = URLComponents(string: settings.connectionString)?.password else { return }
    let rows = try await connection.query(
        "select format('alter role %I password %L', \(role)::text, \(password)::text)")
    for row in rows { try await connection.query(Statement(unsafeSQL: try row.decode(0, as: String.self))) }
}
