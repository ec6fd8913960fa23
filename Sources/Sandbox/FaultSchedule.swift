/// A fault that waits for its requests.
struct FaultPlan: Sendable {
    let fault: Fault
    /// How many requests it is still to strike.
    var times = 1
    /// How many requests it still lets pass.
    var after = 0
    /// The only path it strikes, as in `/api/v1/leads`; nil for all.
    var path: String?
}

/// Which faults are still to strike, and how often each one has.
struct FaultSchedule {
    /// The oldest first.
    private(set) var pending: [FaultPlan] = []
    private(set) var struck: [Fault: Int] = [:]

    mutating func add(_ plan: FaultPlan) {
        if plan.times > 0 { pending.append(plan) }
    }

    /// Drops what has not struck yet; the counts stay.
    mutating func clear() {
        pending = []
    }

    /// Shows a request to every plan for its path. One that has requests to let pass counts it; of those that are due the
    /// oldest whose fault shows strikes it.
    ///
    /// - Parameter strike: what the fault makes of the answer; nil when it would not show, and the plan keeps waiting.
    mutating func meet(path: String, _ strike: (Fault) -> SandboxAnswer?) -> SandboxAnswer? {
        var answer: SandboxAnswer?
        for place in pending.indices where pending[place].path.map({ $0 == path }) ?? true {
            if pending[place].after > 0 {
                pending[place].after -= 1
            } else if answer == nil, let struckAnswer = strike(pending[place].fault) {
                answer = struckAnswer
                pending[place].times -= 1
                struck[pending[place].fault, default: 0] += 1
            }
        }
        pending.removeAll { $0.times == 0 }
        return answer
    }
}
