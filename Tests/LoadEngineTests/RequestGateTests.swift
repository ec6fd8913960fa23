import Testing

@testable import LoadEngine

struct RequestGateTests {
    @Test func `no more pass than the limit, however many try at once`() async {
        let gate = RequestGate(limit: 50)
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
        let open = RequestGate(limit: nil)
        for _ in 0..<1_000 { try open.pass() }
        #expect(throws: LoadError.self) { try RequestGate(limit: 0).pass() }
    }
}
