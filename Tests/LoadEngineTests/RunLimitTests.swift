import TestSupport
import Testing

@testable import LoadEngine

struct RunLimitTests {
    @Test func `no more pass than the limit, however many try at once`() async {
        let gate = RunLimit(limit: 50)
        let passed = Guarded(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    do {
                        try gate.pass()
                        passed.withLock { $0 += 1 }
                    } catch LoadError.requestsSpent(let limit) {
                        #expect(limit == 50)
                    } catch {
                        Issue.record(error)
                    }
                }
            }
        }
        #expect(passed.withLock { $0 } == 50)
    }

    @Test func `without a limit all pass, and a limit of none lets none pass`() throws {
        let open = RunLimit(limit: nil)
        for _ in 0..<1_000 { try open.pass() }
        #expect(throws: LoadError.self) { try RunLimit(limit: 0).pass() }
    }
}
