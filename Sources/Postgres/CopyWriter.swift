/// Takes the bytes of one COPY, in the server's text format (manual, "COPY", "File Formats").
///
/// Chunks may end anywhere, in the middle of a row too. What the server thinks of the rows is known only when the copy
/// ends: a write that returns has been sent, not accepted.
package struct CopyWriter: Sendable {
    let connection: Connection
    let copy: Int

    package func write(_ bytes: [UInt8]) async throws(PostgresError) {
        try await connection.write(bytes[...], copy: copy)
    }

    package func write(_ bytes: ArraySlice<UInt8>) async throws(PostgresError) {
        try await connection.write(bytes, copy: copy)
    }
}
