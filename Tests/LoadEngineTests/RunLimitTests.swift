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

    @Test func `a share leaves the rest to the others`() throws {
        let gate = RunLimit(limit: 10)
        let share = RequestShare("lists", fraction: 0.25, boundsRuns: true)
        for _ in 0..<3 { try gate.pass(share) }
        let error = #expect(throws: LoadError.self) { try gate.pass(share) }
        guard case .shareIsSpent("lists", 3) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let last = RequestShare("details", fraction: 0.1)
        for _ in 0..<7 { try gate.pass(last) }
        #expect(throws: LoadError.self) { try gate.pass() }
        #expect(RequestShare("x", fraction: 0.1).requests(of: 1) == 1)
    }

    @Test func `without a limit all pass, and a limit of none lets none pass`() throws {
        let open = RunLimit(limit: nil)
        for _ in 0..<1_000 { try open.pass() }
        #expect(throws: LoadError.self) { try RunLimit(limit: 0).pass() }
    }
}
