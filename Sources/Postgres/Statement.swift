/// SQL with its values, kept apart until the server joins them.
///
/// ```swift
/// let key: Identifier = "lead_id"
/// let rows = try await transaction.query("select \(key) from leads where \(key) = any(\(ids))")
/// ```
///
/// An interpolated value becomes a parameter (`$1`), an ``Identifier`` is quoted, another statement is nested and
/// its parameters are numbered anew. Text that is to stand in the SQL as it is must say `unsafeSQL:`. Values are
/// sent as text without a type, so the server infers the type from where the parameter stands; where it cannot,
/// write a cast: `\(count)::int`.
package struct Statement: Sendable, ExpressibleByStringInterpolation {
    private enum Part: Sendable {
        case sql(String)
        case value(String?)
    }

    private var parts: [Part]

    package init(stringLiteral value: String) { parts = [.sql(value)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.statement.parts }

    /// A statement from text that is trusted to be SQL, such as that of a migration.
    package init(unsafeSQL: String) { parts = [.sql(unsafeSQL)] }

    /// The text with `$1`, `$2`, … for the values.
    package var sql: String {
        var text = ""
        var count = 0
        for part in parts {
            switch part {
            case .sql(let sql):
                text += sql
            case .value:
                count += 1
                text += "$\(count)"
            }
        }
        return text
    }

    /// The values in Postgres' text format, in order; nil is null.
    var parameters: [String?] {
        parts.compactMap { part -> String?? in
            if case .value(let text) = part { .some(text) } else { .none }
        }
    }

    package static func + (left: Statement, right: Statement) -> Statement {
        var sum = left
        sum += right
        return sum
    }

    package static func += (left: inout Statement, right: Statement) { left.parts += right.parts }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var statement = Statement(unsafeSQL: "")

        package init(literalCapacity: Int, interpolationCount: Int) {
            statement.parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { statement.parts.append(.sql(literal)) }
        }

        package mutating func appendInterpolation<Value: PostgresValue>(_ value: Value) {
            statement.parts.append(.value(value.postgresText))
        }

        /// A value that may be missing: nil is null. (Of its own, so that the compiler does not warn of optionals in texts.)
        package mutating func appendInterpolation<Value: PostgresValue>(_ value: Value?) {
            statement.parts.append(.value(value.flatMap(\.postgresText)))
        }

        package mutating func appendInterpolation(_ identifier: Identifier) {
            statement.parts.append(.sql(identifier.sql))
        }

        package mutating func appendInterpolation(_ nested: Statement) { statement += nested }

        package mutating func appendInterpolation(unsafeSQL: String) { statement.parts.append(.sql(unsafeSQL)) }
    }
}

extension Sequence where Element == Statement {
    package func joined(separator: Statement = ", ") -> Statement {
        var result = Statement(unsafeSQL: "")
        var isFirst = true
        for statement in self {
            if !isFirst { result += separator }
            result += statement
            isFirst = false
        }
        return result
    }
}

extension Sequence where Element == Identifier {
    /// The quoted names, separated by commas: a column list.
    package func joined() -> Statement {
        Statement(unsafeSQL: map(\.sql).joined(separator: ", "))
    }
}
