/// How many requests a load would be granted, counted down as ``BudgetGate`` and ``RunLimit`` do it.
struct RequestAllowance: Sendable {
    private let dailyLimit: Int
    private let runLimit: Int?
    private var day: Int
    private var run: Int
    /// What each share has used of the day, and of the run.
    private var ofDay: [String: Int]
    private var ofRun: [String: Int] = [:]

    /// Set when the day's or the run's requests are spent: then nothing is read any more.
    private(set) var isSpent = false

    init(dailyLimit: Int, used: Int, usedOfShares: [String: Int], runLimit: Int?) {
        self.dailyLimit = dailyLimit
        self.runLimit = runLimit
        day = max(0, dailyLimit - used)
        run = runLimit ?? .max
        ofDay = usedOfShares
    }

    /// Takes as many of the wanted requests as there are.
    mutating func take(_ wanted: Int, share: RequestShare? = nil) -> Int {
        var granted = min(wanted, day, run)
        if let share {
            granted = min(granted, max(0, share.requests(of: dailyLimit) - ofDay[share.name, default: 0]))
            if share.boundsRuns, let runLimit {
                granted = min(granted, max(0, share.requests(of: runLimit) - ofRun[share.name, default: 0]))
            }
            ofDay[share.name, default: 0] += granted
            ofRun[share.name, default: 0] += granted
        }
        day -= granted
        run -= granted
        // A share that ends first ends its job alone.
        if granted < wanted, day == 0 || run == 0 { isSpent = true }
        return granted
    }
}
