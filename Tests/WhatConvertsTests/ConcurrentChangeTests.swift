import Foundation
import LoadEngine
import Postgres
import Sandbox
import Synchronization
import Testing
import Warehouse

/// The walk misses nothing and believes nothing wrong while the sandbox changes under it. (P6)
struct ConcurrentChangeTests {
    @Test(arguments: [2_500, 60])
    func `leads that come, change and go during a load are never marked wrongly, and end right`(pageSize: Int)
        async throws
    {
        try await withLoad(SandboxOptions(seed: 21, leads: 1_200)) { test in
            @Sendable func options(_ options: inout LoadOptions) {
                options.pageSize = pageSize
                options.pagesPerBatch = 3
                // Thousands go during these loads; whether to believe that is another test's matter.
                options.allowsMassDeletion = true
            }
            try await test.loadEverything(options)
            let turns = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    var turns = 0
                    var random = Dice(seed: 21)
                    while !Task.isCancelled {
                        await test.sandbox.addLeads(2)
                        // Back-dated, into a stretch that may be under way.
                        let days = Double(random.roll(700))
                        await test.sandbox.addLeads(
                            1, at: SandboxOptions.defaultNewest.addingTimeInterval(-days * 86_400))
                        await test.sandbox.changeLeads(fraction: 0.001)
                        await test.sandbox.deleteLeads(count: 3)
                        turns += 1
                        await Task.yield()
                    }
                    return turns
                }
                group.addTask {
                    while !Task.isCancelled {
                        do {
                            try await test.expectNoLiveLeadIsDeleted()
                        } catch  where Task.isCancelled {
                            break
                        }
                        await Task.yield()
                    }
                    return 0
                }
                for _ in 0..<2 {
                    let report = try await test.loadEverything(options)
                    #expect(report.status == .loaded || report.consequences == [.incomplete])
                    try await test.expectNoLiveLeadIsDeleted()
                }
                group.cancelAll()
                return try await group.reduce(0, +)
            }
            #expect(turns > 10)
            let last = try await test.loadEverything(options)
            #expect(last.status == .loaded)
            try await test.expectNoLiveLeadIsDeleted()
            try await test.expectLeadsEqual()
            try await test.expectBooksAddUp()
            #expect(try await test.loadEverything(options).written == 0)
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to, not including, the bound.
    mutating func roll(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(max(1, bound)))
    }
}
