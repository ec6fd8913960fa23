/// What answers a statement: a connection by itself, or a transaction of it.
///
/// For what only reads and does not mind which: several reads that must agree with each other get a transaction.
package protocol Queryable: Sendable {
    @discardableResult
    func query(_ statement: Statement) async throws(PostgresError) -> QueryResult
}

extension Connection: Queryable {}
extension Transaction: Queryable {}
