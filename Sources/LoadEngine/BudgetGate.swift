import RESTSource
import Warehouse

/// Lets a request out when the run, the key's day and the resource's share of it have room for it, and settles it when it
/// is over.
struct BudgetGate: RequestGate {
    let budget: RequestBudget
    let runLimit: RunLimit
    let dailyLimit: Int
    /// Empty for the requests that find out the kind of the key.
    let resource: String
    let share: RequestShare?
    let emit: @Sendable (LoadEvent) -> Void

    func enter() async throws -> RequestBudget.Reservation {
        try runLimit.pass(share)
        while true {
            let reservation = try await reserve()
            let reserved = ContinuousClock.now
            CrashPoint.requestReserved.reach()
            do {
                try await Task.sleep(for: reservation.delay)
            } catch {
                await noteFailure { try await budget.giveBack(reservation) }
                throw error
            }
            // A process that stood still meanwhile may have been taken for dead, and its turn is over.
            if ContinuousClock.now - reserved < reservation.delay + .seconds(1) { return reservation }
            await noteFailure { try await budget.giveBack(reservation) }
        }
    }

    private func reserve() async throws -> RequestBudget.Reservation {
        let share = share.map { RequestBudget.Share(name: $0.name, requests: $0.requests(of: dailyLimit)) }
        switch try await budget.reserve(resource: resource, share: share, limit: dailyLimit) {
        case .reserved(let reservation): return reservation
        case .daySpent: throw LoadError.dayIsSpent(limit: dailyLimit)
        case .shareSpent: throw LoadError.shareIsSpent(share: share?.name ?? "", limit: share?.requests ?? 0)
        }
    }

    func leave(_ reservation: RequestBudget.Reservation) async {
        CrashPoint.requestAnswered.reach()
        await noteFailure { try await budget.settle(reservation) }
        CrashPoint.requestSettled.reach()
    }

    /// Settles outside of the task, which may be cancelled, and waits for it. Nothing is lost by a failure: the reservation
    /// stays, and is counted as spent when the run ends.
    private func noteFailure(_ settle: @escaping @Sendable () async throws -> Void) async {
        do {
            try await Task { try await within(.seconds(3), settle) }.value
        } catch {
            guard !Task.isCancelled else { return }
            emit(.notice(resource: nil, "a request could not be settled, and counts as spent: \(error)"))
        }
    }
}
