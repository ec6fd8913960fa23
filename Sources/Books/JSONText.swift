package import Foundation

/// JSON as the program and the dashboard print it: one document, keys in snake case and in order, for people to read too.
package enum JSONText {
    package static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try data(value, pretty: true), as: UTF8.self)
    }

    /// One line, for logs and for answers over HTTP.
    package static func data(_ value: some Encodable, pretty: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try encoder.encode(value)
    }
}
