import Foundation
import TestSupport
import Testing
import Warehouse

/// Promises P1, P3, P4, P6, P7 and P11 at once: loaders that are killed, paused, cut off, refused and lied to leave exactly
/// the tables of one that was not.
///
/// `make torture` runs as many seeds as SEEDS says, from FIRST on.
@Suite(.serialized) struct TortureTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let first = environment["SLUICE_TORTURE_FIRST"].flatMap { UInt64($0) } ?? 1
    private static let count = environment["SLUICE_TORTURE_SEEDS"].flatMap { UInt64($0) } ?? 20

    /// So many seeds run side by side, each on a server of its own: much of their time they wait for leases to run out.
    private static let workers = environment["SLUICE_TORTURE_WORKERS"].flatMap { Int($0) } ?? 3

    @Test func `whatever strikes a load, running it again brings the tables of an undisturbed one`() async throws {
        let tally = TortureTally(kinds: Self.count >= 200 ? TortureKinds.all : [])
        let seeds = Guarded(Array((Self.first..<Self.first + Self.count).reversed()))
        let failures = Found()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(Self.workers, Int(Self.count)) {
                group.addTask {
                    try await TortureBench.with { bench in
                        while let seed = seeds.withLock({ $0.popLast() }) {
                            let problems = try await Self.problems(seed: seed, bench, tally)
                            guard !problems.isEmpty else { continue }
                            let text = "seed \(seed): \(problems.joined(separator: "\n  "))"
                            print("\(text)\nrun it alone: make torture FIRST=\(seed) SEEDS=1")
                            failures.add([text])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        print("\(Self.count) seeds from \(Self.first) on, \(failures.all.count) failed. What struck, and how often:")
        print(tally.text)
        #expect(failures.all.isEmpty)
        #expect(tally.missing.isEmpty, "faults that never struck")
    }

    private static func problems(
        seed: UInt64, _ bench: TortureBench, _ tally: TortureTally
    ) async throws -> [String] {
        do {
            return try await TortureRun.run(seed: seed, on: bench, tally: tally)
        } catch {
            return ["\(error)"]
        }
    }
}
