/// What was to be reached, beside what was seen.
struct Target {
    let work: String
    let reach: String
    let seen: String
    /// Nil when this run did not measure it.
    let isReached: Bool?

    var verdict: String { isReached.map { $0 ? "reached" : "**missed**" } ?? "not measured" }

    private init(_ work: String, _ reach: String, seen: String?, isReached: Bool?) {
        self.work = work
        self.reach = reach
        self.seen = seen ?? "–"
        self.isReached = isReached
    }

    static func all(sizes: [SizeBenchmark.Result], growth: Growth.Result?) -> [Target] {
        let hundred = sizes.first { $0.leads == 100_000 }
        let five = sizes.first { $0.leads == 500_000 }
        return [
            ratio(
                "first load of 100,000 leads: time", "at most 1.0 × the floor", 1,
                hundred.map { ($0.wall(.first), $0.wall(.floor)) }, "s"),
            ratio(
                "again, unchanged: time", "at most 0.25 × the first load", 0.25,
                hundred.map { ($0.wall(.unchanged), $0.wall(.first)) }, "s"),
            noWAL(hundred),
            ratio(
                "again, unchanged: CPU of the server", "at most 0.1 × the first load's", 0.1,
                hundred.map { ($0.median(.unchanged, \.serverCPU), $0.median(.first, \.serverCPU)) }, "s"),
            ratio(
                "again, 1 % changed: time", "at most 0.3 × the first load", 0.3,
                hundred.map { ($0.wall(.changed), $0.wall(.first)) }, "s"),
            proportionalWAL(hundred),
            ratio(
                "CPU of the client, first load of 100,000 leads", "at most 0.35 × the server's for the floor", 0.35,
                hundred.map { ($0.median(.first, \.clientCPU), $0.median(.floor, \.serverCPU)) }, "s"),
            peak(hundred, five),
            peakGrowth(hundred, five),
            week(growth),
        ]
    }

    private static func ratio(
        _ work: String, _ reach: String, _ limit: Double, _ values: (Double, Double)?, _ unit: String
    ) -> Target {
        guard let (value, base) = values, base > 0 else { return Target(work, reach, seen: nil, isReached: nil) }
        return Target(
            work, reach, seen: "\((value / base).formatted(3)) × (\(value.short) of \(base.short) \(unit))",
            isReached: value <= limit * base)
    }

    private static func noWAL(_ result: SizeBenchmark.Result?) -> Target {
        let logs = (result?.measurements[.unchanged] ?? []).compactMap(\.dataWAL)
        let records = logs.map(\.records).max()
        return Target(
            "again, unchanged: WAL for tables of the data", "none",
            seen: records.map { $0 == 0 ? "none" : "\($0) records" }, isReached: records.map { $0 == 0 })
    }

    /// What a changed row costs is more than what a new one does: its old version is marked, and its child rows go first.
    private static func proportionalWAL(_ result: SizeBenchmark.Result?) -> Target {
        let logs = (result?.measurements[.changed] ?? []).compactMap(\.dataWAL)
        let values =
            logs.isEmpty
            ? nil
            : result.map { result in
                (Figures(logs.map { Double($0.bytes - $0.imageBytes) / 1_000_000 }).median, result.megabytes(.first))
            }
        return ratio(
            "again, 1 % changed: WAL for tables of the data, without images of whole pages",
            "in proportion: at most 0.03 × the first load's", 0.03, values, "MB")
    }

    private static func peak(_ hundred: SizeBenchmark.Result?, _ five: SizeBenchmark.Result?) -> Target {
        let peaks = [hundred, five].compactMap { $0?.figures(.first) { Double($0.peakMemory) }.maximum }
        return Target(
            "peak memory, first load", "at most 150 MB",
            seen: peaks.isEmpty ? nil : peaks.map { "\($0.megabytes) MB" }.joined(separator: ", "),
            isReached: peaks.isEmpty ? nil : peaks.allSatisfy { $0 <= 150_000_000 })
    }

    private static func peakGrowth(_ hundred: SizeBenchmark.Result?, _ five: SizeBenchmark.Result?) -> Target {
        let work = "peak memory, 500,000 leads against 100,000"
        guard let hundred, let five else { return Target(work, "within 10 %", seen: nil, isReached: nil) }
        let peaks = [hundred, five].map { $0.figures(.first) { Double($0.peakMemory) }.median }
        let change = peaks[1] / peaks[0] - 1
        return Target(
            work, "within 10 %", seen: "\(change < 0 ? "" : "+")\((change * 100).formatted(1)) %",
            isReached: change <= 0.1)
    }

    private static func week(_ growth: Growth.Result?) -> Target {
        let walls = growth.flatMap { growth -> (Double, Double)? in
            guard growth.others.contains(0), growth.others.contains(5_000_000) else { return nil }
            return (growth.figures(5_000_000, \.wall).median, growth.figures(0, \.wall).median)
        }
        return ratio(
            "one week of leads into a table of 5 million", "at most 1.2 × into an empty table", 1.2, walls, "s")
    }
}

extension SizeBenchmark.Result {
    fileprivate func median(_ phase: SizeBenchmark.Phase, _ value: (Measurement) -> Double) -> Double {
        figures(phase, value).median
    }

    fileprivate func wall(_ phase: SizeBenchmark.Phase) -> Double { median(phase, \.wall) }

    fileprivate func megabytes(_ phase: SizeBenchmark.Phase) -> Double {
        median(phase) { Double($0.walBytes) / 1_000_000 }
    }
}
