/// A five-character error code of the server, such as `23505`.
///
/// The names are those of the manual's appendix "PostgreSQL Error Codes"; only the ones that this package
/// decides on have a constant. A code that has none is still a value: `"54000" as SQLState`.
package struct SQLState: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }

    /// The first two characters, which group codes by kind: `22` is bad data, `23` a violated constraint.
    package var codeClass: String { String(rawValue.prefix(2)) }

    package var description: String { rawValue }

    package static let invalidTextRepresentation: SQLState = "22P02"
    package static let uniqueViolation: SQLState = "23505"
    package static let inFailedTransaction: SQLState = "25P02"
    package static let invalidAuthorization: SQLState = "28000"
    package static let invalidPassword: SQLState = "28P01"
    package static let unknownDatabase: SQLState = "3D000"
    package static let serializationFailure: SQLState = "40001"
    package static let deadlockDetected: SQLState = "40P01"
    package static let insufficientPrivilege: SQLState = "42501"
    package static let undefinedTable: SQLState = "42P01"
    package static let tooManyConnections: SQLState = "53300"
    package static let lockNotAvailable: SQLState = "55P03"
    package static let queryCanceled: SQLState = "57014"
    package static let adminShutdown: SQLState = "57P01"
    package static let crashShutdown: SQLState = "57P02"
    package static let cannotConnectNow: SQLState = "57P03"
}
