import Testing

@testable import sluice

struct TableTests {
    @Test func `names stand to the left and numbers to the right, and no line ends in spaces`() {
        let table = Table(
            [["resource", "records", ""], ["leads", "12,345", "partial"], ["users", "7", ""]], leftAligned: [0, 2])
        #expect(
            table.text == """
                resource  records
                ──────────────────────────
                leads      12,345  partial
                users           7
                """)
    }
}
