import Foundation
import Postgres
import TestSupport
import Testing

@testable import LoadEngine

struct InstantTests {
    private func instant(_ text: String) -> Instant? {
        var text = text
        return text.withUTF8 { Instant($0) }
    }

    /// The forms that the API reference names in section 2.2, and their neighbours: seconds since 1970, microseconds.
    static let accepted: [(String, Int64, Int32)] = [
        ("2026-03-04T15:06:07Z", 1_772_636_767, 0),
        ("2026-03-04 15:06:07", 1_772_636_767, 0),
        ("2026-03-04T15:06:07", 1_772_636_767, 0),
        ("2026-03-04T10:06:07-05:00", 1_772_636_767, 0),
        ("2026-03-04 10:06:07-05:00", 1_772_636_767, 0),
        ("2026-03-04T20:36:07+0530", 1_772_636_767, 0),
        ("2026-03-04T17:06:07+02", 1_772_636_767, 0),
        ("2026-03-04T15:06:07+00:00", 1_772_636_767, 0),
        ("2026-03-04t15:06:07z", 1_772_636_767, 0),
        ("2026-03-04T15:06Z", 1_772_636_760, 0),
        ("2026-03-04", 1_772_582_400, 0),
        ("2026-03-04T15:06:07.5Z", 1_772_636_767, 500_000),
        ("2026-03-04T15:06:07.123456Z", 1_772_636_767, 123_456),
        ("2026-03-04 15:06:07.120", 1_772_636_767, 120_000),
        ("2026-03-04T15:06:07.1234560000Z", 1_772_636_767, 123_456),
        ("2026-03-04T15:06:07.000001-01:00", 1_772_640_367, 1),
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1969-12-31T23:59:59Z", -1, 0),
        ("1970-01-01T00:00:00+01:00", -3_600, 0),
        ("2000-02-29T00:00:00Z", 951_782_400, 0),
        ("2024-02-29T23:59:59Z", 1_709_251_199, 0),
        ("2024-12-31T23:59:60Z", 1_735_689_600, 0),
        ("2100-03-01T00:00:00Z", 4_107_542_400, 0),
        ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
    ]

    @Test(arguments: accepted)
    func `forms of an instant are read to the microsecond`(text: String, seconds: Int64, microseconds: Int32) throws {
        let read = try #require(instant(text))
        #expect(read.seconds == seconds && read.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-03", "2026-3-4", "26-03-04", "2026-00-04", "2026-13-04", "2026-03-00", "2026-03-32",
        "2026-04-31", "2023-02-29", "1900-02-29", "2100-02-29", "0000-01-01", "0000-00-00 00:00:00",
        "2026-03-04T", "2026-03-04T15", "2026-03-04T15:", "2026-03-04T24:00:00Z", "2026-03-04T15:60:00Z",
        "2026-03-04T15:06:61Z", "2026-03-04T15:06:07.Z", "2026-03-04T15:06:07.1234567Z", "2026-03-04T15:06:07ZZ",
        "2026-03-04T15:06:07 ", " 2026-03-04", "2026-03-04  15:06:07", "2026-03-04T15:06:07+5",
        "2026-03-04T15:06:07+16",
        "2026-03-04T15:06:07+05:60", "2026-03-04T15:06:07+05:0", "2026-03-04T15:06:07 UTC", "2026/03/04", "04-03-2026",
        "now", "infinity", "2026-03-04T15:06:07-", "-2026-03-04", "20260304T150607Z", "２０26-03-04",
    ])
    func `what is no instant, or would have to be rounded, is none`(text: String) {
        #expect(instant(text) == nil)
    }

    @Test func `instants sort by time, fractions too`() throws {
        let texts = [
            "2026-03-04T15:06:06.999999Z", "2026-03-04T15:06:07Z", "2026-03-04T15:06:07.000001Z", "2026-03-05",
        ]
        let read = texts.compactMap(instant)
        #expect(read.count == 4 && read == read.sorted() && Set(read).count == 4)
    }

    @Test func `the server takes each form for the same instant, whatever its own time zone is`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.transaction { transaction in
                    try await transaction.query("set local time zone 'America/New_York'")
                    try await transaction.query("set local datestyle = 'SQL, DMY'")
                    try await transaction.query("create temporary table instants (place int, at timestamptz)")
                    var rows = RowBytes()
                    for (place, form) in Self.accepted.enumerated() {
                        rows.add(place, try rows.cell(form.0.quoted, .timestamptz("at")))
                    }
                    let bytes = rows.bytes
                    try await transaction.copy(into: "instants", columns: ["place", "at"]) { try await $0.write(bytes) }
                    let read = try await transaction.query(
                        """
                        select (extract(epoch from at) * 1000000)::bigint from instants order by place
                        """)
                    for (row, form) in zip(read, Self.accepted) {
                        #expect(try row.decode(0, as: Int64.self) == form.1 * 1_000_000 + Int64(form.2), "\(form.0)")
                    }
                }
            }
        }
    }
}
