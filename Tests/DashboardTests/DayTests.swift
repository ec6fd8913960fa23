import Foundation
import Testing

@testable import Dashboard

struct DayTests {
    @Test func `a day is read and written the same, leap years included`() throws {
        for text in ["1970-01-01", "2000-02-29", "2024-02-29", "2024-12-31", "2025-03-01", "2199-12-31"] {
            #expect(Day(text)?.description == text)
        }
        #expect(Day("1970-01-01")?.number == 0)
        #expect(Day("2024-02-28")?.adding(2).description == "2024-03-01")
        var day = try #require(Day("2023-12-30"))
        for _ in 0..<1_000 {
            #expect(Day(day.description) == day)
            day = day.adding(1)
        }
    }

    @Test(arguments: [
        "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "2024-01-32", "١٩٧٠-01-01", "", "-024-01-01",
        "2024-01-01T00",
        "+024-01-01", "9999-01-01", "1969-12-31",
    ])
    func `what is no day is none`(text: String) {
        #expect(Day(text) == nil)
    }
}
