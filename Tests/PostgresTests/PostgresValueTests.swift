import Foundation
import Postgres
import TestSupport
import Testing

/// Sends each value to the server and reads it back in the binary format.
@Suite struct PostgresValueTests {
    private func expectRoundTrip<Value: PostgresValue & PostgresDecodable & Equatable>(
        _ values: [Value], as type: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for value in values {
                    let row = try #require(try await connection.query("select \(value)::\(unsafeSQL: type) as v").first)
                    #expect(try row.decode("v", as: Value.self) == value, sourceLocation: sourceLocation)
                    #expect(try row.decode(0, as: Value?.self) == value, sourceLocation: sourceLocation)
                    #expect(try row.decode(Value.self) == value, sourceLocation: sourceLocation)
                }
                let null = try #require(
                    try await connection.query("select \(nil as Value?)::\(unsafeSQL: type) as v").first)
                #expect(try null.decode("v", as: Value?.self) == nil, sourceLocation: sourceLocation)
                #expect(try null.isNull(0), sourceLocation: sourceLocation)
                let error = #expect(throws: PostgresError.self, sourceLocation: sourceLocation) {
                    _ = try null.decode("v", as: Value.self)
                }
                #expect(error?.kind == .decoding && error?.column == "v", sourceLocation: sourceLocation)
            }
        }
    }

    @Test func `integers come back`() async throws {
        try await expectRoundTrip([0, 1, -1, Int.max, Int.min], as: "bigint")
        try await expectRoundTrip([Int64.max, Int64.min, 42], as: "bigint")
        try await expectRoundTrip([Int32.max, Int32.min, 42], as: "integer")
        try await expectRoundTrip([Int(Int16.max), Int(Int16.min)], as: "smallint")
        try await expectRoundTrip([Int(Int32.max), -7], as: "integer")
        try await expectRoundTrip([4_000_000_000], as: "oid")
    }

    @Test func `booleans and doubles come back`() async throws {
        try await expectRoundTrip([true, false], as: "boolean")
        try await expectRoundTrip(
            [0, -0.1, .pi, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e-7],
            as: "double precision")
        try await expectRoundTrip([0.5, -1.25], as: "real")
    }

    @Test(arguments: ["text", "varchar", "varchar(200)", "json", "jsonb"])
    func `text comes back`(type: String) async throws {
        if type.hasPrefix("json") {
            try await expectRoundTrip([#"{"a": "ü"}"#, "null", "[1, 2]"], as: type)
        } else {
            try await expectRoundTrip(
                ["", "a", "Ünïcödé 🦥", "line\nfeed\tand\\backslash", "'quoted' \"too\"", "NULL"], as: type)
        }
    }

    @Test func `names and identifiers of rows come back as text`() async throws {
        try await expectRoundTrip(["pg_class"], as: "name")
        try await expectRoundTrip(["0190a0b0-0000-7000-8000-0000000000ff"], as: "uuid")
    }

    @Test func `bytes and UUIDs come back`() async throws {
        try await expectRoundTrip([[], [0], Array(UInt8.min...UInt8.max)] as [[UInt8]], as: "bytea")
        try await expectRoundTrip([UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))], as: "uuid")
    }

    @Test func `instants come back`() async throws {
        let instants = ["2024-02-29T23:59:59Z", "1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", "1900-03-01T00:00:00Z"]
            .compactMap { try? Date($0, strategy: .iso8601) }
        try await expectRoundTrip(
            instants + [Date(timeIntervalSinceReferenceDate: 0.5), .distantPast], as: "timestamptz")
        try await expectRoundTrip(instants, as: "timestamp")
        try await expectRoundTrip([Date(timeIntervalSince1970: 86_400 * 19_000)], as: "date")
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000000Z"),
        (1_709_251_199.25, "2024-02-29T23:59:59.250000Z"),
        (1_700_000_000.123456, "2023-11-14T22:13:20.123456Z"),
        (-0.000001, "1969-12-31T23:59:59.999999Z"),
        (951_782_400, "2000-02-29T00:00:00.000000Z"),
        (4_107_542_399.9999999, "2100-03-01T00:00:00.000000Z"),
        (-62_135_596_801, "0001-12-31T23:59:59.000000Z BC"),
        (253_402_300_800, "10000-01-01T00:00:00.000000Z"),
        (1e18, "infinity"), (-1e18, "-infinity"),
    ])
    func `an instant is written in UTC with microseconds`(seconds: Double, text: String) {
        #expect(Date(timeIntervalSince1970: seconds).postgresText == text)
    }

    @Test func `the server reads an instant as we mean it`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                for seconds in stride(from: -80_000_000_000.0, through: 8_000_000_000_000, by: 99_999_999_987.25) {
                    let date = Date(timeIntervalSince1970: seconds)
                    let result = try await connection.query("select extract(epoch from \(date)::timestamptz)::float8")
                    #expect(try result.first?.decode(0, as: Double.self) == seconds)
                }
            }
        }
    }

    @Test func `arrays come back`() async throws {
        try await expectRoundTrip(
            [[], ["a"], ["", "NULL", "a,b", "{}", #"q"uo\te"#, "x\"\u{301}", "ü\n"]], as: "text[]")
        try await expectRoundTrip([["a", nil, ""], [nil]] as [[String?]], as: "text[]")
        try await expectRoundTrip([[], [1, Int64.max]] as [[Int64]], as: "bigint[]")
        try await expectRoundTrip([[1, -2]], as: "int[]")
        try await expectRoundTrip([[true, false]], as: "boolean[]")
        try await expectRoundTrip([[UUID(), UUID()]], as: "uuid[]")
        try await expectRoundTrip([[[0, 255], []], []] as [[[UInt8]]], as: "bytea[]")
        try await expectRoundTrip([[Date(timeIntervalSince1970: 1)]], as: "timestamptz[]")
    }

    @Test func `a text with a NUL is refused before it is cut`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.query("select \("a\0b")::text")
                }
                #expect(error?.kind == .usage)
                #expect(error?.message.contains("$1") == true)
            }
        }
    }
}
