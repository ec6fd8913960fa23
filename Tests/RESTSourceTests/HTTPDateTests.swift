import FoundationEssentials
import Testing

@testable import RESTSource

@Suite struct HTTPDateTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Tue, 31 Dec 2999 12:00:00 GMT", 32_503_636_800), ("Sat, 01 Mar 1900 00:00:00 GMT", -2_203_891_200),
    ])
    func `each form of a date is read`(text: String, seconds: Int) {
        #expect(Date(httpDate: text) == Date(timeIntervalSince1970: Double(seconds)))
    }

    @Test(arguments: [
        "", "GMT", "2026-03-04T15:06:07Z", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nop 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ])
    func `anything else is no date`(text: String) {
        #expect(Date(httpDate: text) == nil)
    }
}
