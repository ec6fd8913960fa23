import Postgres
import TestSupport
import Testing

@testable import LoadEngine

struct NumberShapeTests {
    private func shape(_ text: String) -> NumberShape? {
        var text = text
        return text.withUTF8 { NumberShape($0) }
    }

    @Test(arguments: [
        ("0", 1, 0), ("-12", 2, 0), ("12.50", 2, 2), ("1e3", 4, 0), ("1E+3", 4, 0), ("1.5e3", 4, 0), ("1.5e-3", 0, 4),
        ("12e-1", 1, 1), ("0.000", 1, 3), ("1234567890123456789.10", 19, 2), ("1e0", 1, 0),
    ])
    func `digits are counted with the exponent worked in`(text: String, integers: Int, fractions: Int) throws {
        let shape = try #require(self.shape(text))
        #expect(shape.fitsNumeric)
        #expect(shape.integerDigits == integers, "before the point")
        #expect(shape.fractionDigits == fractions, "behind the point")
    }

    @Test(arguments: [
        "", "-", "+1", ".5", "5.", "1e", "1e+", "e5", "1_000", "1,000", "0x10", "NaN", "Infinity", " 1", "1 ", "1.2.3",
        "--1",
        "１",
    ])
    func `what is no decimal number has no shape`(text: String) {
        #expect(shape(text) == nil)
    }

    @Test(arguments: [
        ("1e131071", true), ("1e131072", false), ("1e200000", false), ("1e-16383", true), ("1e-16384", false),
        ("1e99999999999999999999999", false), ("1e-99999999999999999999999", false), ("0.1e-16382", true),
        ("0.1e-16383", false),
    ])
    func `what fits is what the server stores without loss`(text: String, fits: Bool) async throws {
        #expect(try #require(shape(text)).fitsNumeric == fits)
        guard fits else { return }
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                // Read back digit by digit: rounded to nothing it would be zero.
                let rows = try await connection.query("select \(text)::numeric <> 0, scale(\(text)::numeric)")
                #expect(try rows[0].decode(0, as: Bool.self))
            }
        }
    }
}
