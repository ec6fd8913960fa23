import Testing

@testable import Sandbox

struct UTCTimeTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:01Z", 951_825_601), ("2026-03-04T15:06:07Z", 1_772_636_767),
            ("1969-12-31T23:59:59Z", -1), ("2100-03-01T00:00:00Z", 4_107_542_400),
        ])
    func `an instant is read and written`(text: String, seconds: Int64) {
        #expect(UTCTime.parse(text)?.time == UTCTime(seconds: seconds))
        #expect(UTCTime(seconds: seconds).iso8601 == text)
    }

    @Test(
        arguments: [
            "2026-03-04 15:06:07", "2026-03-04T15:06:07", "2026-03-04T15:06:07.250Z", "2026-03-04T10:06:07-05:00",
            "2026-03-04T16:36:07+01:30", "2026-03-04T16:36:07 0130",
        ])
    func `one instant has many spellings`(text: String) {
        let parsed = UTCTime.parse(text)
        #expect(parsed?.time == UTCTime(seconds: 1_772_636_767))
        #expect(parsed?.isDateOnly == false)
    }

    @Test(
        arguments: [
            "", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "2026-03-04T", "2026-03-04T25:00:00Z",
            "2026-03-04T15:06:07X",
            "04.03.2026", "2026-3-4", "2026-03-04T15:06:07Zz", "２０２６-03-04",
        ])
    func `what is no date is not taken for one`(text: String) {
        #expect(UTCTime.parse(text) == nil)
    }

    @Test func `a date alone is known as one, and ends with its last second`() throws {
        let parsed = try #require(UTCTime.parse("2026-03-04"))
        #expect(parsed.isDateOnly)
        #expect(parsed.time.lastSecondOfDay.iso8601 == "2026-03-04T23:59:59Z")
    }

    @Test func `the HTTP form has its weekday`() {
        #expect(UTCTime(seconds: 1_772_636_767).rfc1123 == "Wed, 04 Mar 2026 15:06:07 GMT")
        #expect(UTCTime(seconds: -1).rfc1123 == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
}

struct MoneyTests {
    @Test(arguments: [(0, "0"), (5, "0.05"), (50, "0.5"), (1_999, "19.99"), (48_000, "480"), (129_950, "1299.5")])
    func `an amount has its shortest spelling`(cents: Int64, text: String) {
        #expect(Money(cents: cents).decimalText == text)
    }
}

struct QueryParametersTests {
    @Test(
        arguments: [
            ("a=1&a=2", "2"), ("a=%2B1", "+1"), ("a=+1", " 1"), ("a=%zz%4", "%zz%4"), ("a=%E2%9C%93", "✓"),
            ("a=%FF", "\u{fffd}"),
            ("a=b=c", "b=c"), ("%61=x", "x"), ("a=%+1", "% 1"),
        ])
    func `values are decoded, and what is broken stays`(query: String, value: String) {
        #expect(QueryParameters(query[...])["a"] == value)
    }

    @Test(arguments: ["", "a", "a=", "&&", "=", "b=1"])
    func `a missing value is nil`(query: String) {
        #expect(QueryParameters(query[...])["a"] == nil)
    }
}

struct JSONWriterTests {
    private func written(_ text: String, slashes: Bool = false, unicode: Bool = false) -> String {
        var json = JSONWriter()
        json.escapesSlashes = slashes
        json.escapesUnicode = unicode
        json.value(text)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `texts are escaped as JSON must, and as PHP may`() {
        #expect(written("a\"b\\c\n\r\t\u{8}\u{c}\u{1}\u{7f}") == "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\u{7f}\"")
        #expect(written("a/b é🙂") == #""a/b é🙂""#)
        #expect(written("a/b é🙂", slashes: true) == #""a\/b é🙂""#)
        #expect(written("a/b é🙂", unicode: true) == #""a/b \u00e9\ud83d\ude42""#)
    }

    @Test func `commas are where they belong`() {
        var json = JSONWriter()
        json.beginObject()
        json.key("a")
        json.beginArray()
        json.value(1)
        json.value(-23)
        json.endArray()
        json.key("b")
        json.beginObject()
        json.endObject()
        json.key("c")
        json.null()
        json.endObject()
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":[1,-23],"b":{},"c":null}"#)
    }
}
