/// A transaction in progress. Valid inside the closure of ``Connection/transaction(_:)``; later use throws.
///
/// After a statement has failed the server refuses the others, and the transaction will be rolled back even if the
/// error is caught; ``savepoint(_:)`` is for what may fail.
package struct Transaction: Sendable {
    let connection: Connection
    let number: Int

    @discardableResult
    package func query(_ statement: Statement) async throws(PostgresError) -> QueryResult {
        try await connection.query(statement, in: number)
    }

    /// Runs several statements, separated by semicolons, without values or results: a migration. A script that ends the
    /// transaction (`commit`) is an error.
    package func run(script: String) async throws(PostgresError) {
        try await connection.run(script: script, in: number)
    }

    /// Runs the body so that its error undoes only the body: the transaction goes on, the error is rethrown.
    @discardableResult
    package nonisolated(nonsending) func savepoint<Result>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        let savepoint = try await connection.beginSavepoint(in: number)
        let result: Result
        do {
            result = try await body(self)
        } catch {
            await connection.rollBack(to: savepoint, in: number)
            throw error
        }
        try await connection.release(savepoint, in: number)
        return result
    }

    /// Fills a table by `COPY … FROM STDIN` in text format and returns the number of rows.
    ///
    /// The rows are there when the body has returned and the server has accepted them all. A body that throws, or is
    /// cancelled, leaves none, and the transaction can only be rolled back. No other statement may run meanwhile.
    @discardableResult
    package nonisolated(nonsending) func copy(
        into table: Identifier, columns: [Identifier],
        _ body: nonisolated(nonsending) (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let writer = try await connection.beginCopy(into: table, columns: columns, in: number)
        do {
            try await body(writer)
            if Task.isCancelled { throw PostgresError.cancelled() }
        } catch {
            await connection.failCopy(writer.copy)
            throw error
        }
        return try await connection.endCopy(writer.copy)
    }
}
