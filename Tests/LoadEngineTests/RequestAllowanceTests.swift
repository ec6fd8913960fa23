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

    @Test func `what was used already bounds a share, also when it is more than the share may have`() {
        let share = RequestShare("details", fraction: 0.1)
        var allowance = RequestAllowance(dailyLimit: 100, used: 30, usedOfShares: ["details": 30], runLimit: nil)
        #expect(allowance.take(5, share: share) == 0)
        #expect(!allowance.isSpent)
        #expect(allowance.take(70) == 70)
    }

    @Test func `shares of other names have nothing to do with each other`() {
        var allowance = RequestAllowance(dailyLimit: 10, used: 0, usedOfShares: [:], runLimit: nil)
        #expect(allowance.take(5, share: RequestShare("lists", fraction: 0.2)) == 2)
        #expect(allowance.take(5, share: RequestShare("details", fraction: 0.3)) == 3)
    }

    @Test func `a limit that was lowered below what is used grants nothing`() {
        var allowance = RequestAllowance(dailyLimit: 10, used: 50, usedOfShares: [:], runLimit: nil)
        #expect(allowance.take(0) == 0)
        #expect(!allowance.isSpent)
        #expect(allowance.take(1) == 0)
        #expect(allowance.isSpent)
    }

    @Test func `exactly as many as there are is not too many`() {
        var allowance = RequestAllowance(dailyLimit: 10, used: 0, usedOfShares: [:], runLimit: 4)
        #expect(allowance.take(4) == 4)
        #expect(!allowance.isSpent)
    }
}
