import Testing

@testable import LoadEngine

struct RequestAllowanceTests {
    @Test func `a day that is spent ends everything`() {
        var allowance = RequestAllowance(dailyLimit: 10, used: 7, usedOfShares: [:], runLimit: nil)
        #expect(allowance.take(2) == 2)
        #expect(!allowance.isSpent)
        #expect(allowance.take(2) == 1)
        #expect(allowance.isSpent)
        #expect(allowance.take(1) == 0)
    }

    @Test func `a share that is spent ends what shares it, and nothing else`() {
        let share = RequestShare("lists", fraction: 0.3)
        var allowance = RequestAllowance(dailyLimit: 10, used: 1, usedOfShares: ["lists": 1], runLimit: nil)
        #expect(allowance.take(5, share: share) == 2)
        #expect(!allowance.isSpent)
        #expect(allowance.take(1, share: share) == 0)
        #expect(allowance.take(7) == 7)
        #expect(!allowance.isSpent)
    }

    @Test func `a run's limit bounds the run, and the shares that say so`() {
        let share = RequestShare("lists", fraction: 0.3, boundsRuns: true)
        var allowance = RequestAllowance(dailyLimit: 1_000, used: 0, usedOfShares: [:], runLimit: 10)
        #expect(allowance.take(5, share: share) == 3)
        #expect(allowance.take(8) == 7)
        #expect(allowance.isSpent)
    }

    @Test(arguments: [
        (0, 1), (1, 1), (100, 1), (101, 2), (199, 2), (200, 3), (298, 3), (299, 4),
    ])
    func `a walk takes a request for each page, of which all but the first bring a record again`(
        records: Int, pages: Int
    ) {
        #expect(PageCount.count(records: records, pageSize: 100) == pages)
    }

    @Test(arguments: [(0, 1), (100, 1), (101, 2), (200, 2), (201, 3)])
    func `a list takes a request for each page`(records: Int, pages: Int) {
        #expect(PageCount.count(list: records, pageSize: 100) == pages)
    }
}
