import RESTSource
private import Synchronization
import Warehouse

/// Lets a request out when the run, the key's day and the resource's share of it have room for it, and settles it when it
/// is over.
struct BudgetGate: RequestGate {
    let budget: RequestBudget
    let runLimit: RunLimit
    let dailyLimit: Int
    let place: PagePlace
    let share: RequestShare?
    let emit: @Sendable (LoadEvent) -> Void
    private let attempts = AttemptCount()

    init(
        budget: RequestBudget, runLimit: RunLimit, dailyLimit: Int, place: PagePlace, share: RequestShare?,
        emit: @escaping @Sendable (LoadEvent) -> Void
    ) {
        self.budget = budget
        self.runLimit = runLimit
        self.dailyLimit = dailyLimit
        self.place = place
        self.share = share
        self.emit = emit
    }

    func enter() async throws -> RequestBudget.Reservation {
        try runLimit.pass(share)
        while true {
            let reservation = try await reserve()
            let reserved = ContinuousClock.now
            CrashPoint.requestReserved.reach()
            do {
                try await Task.sleep(for: reservation.delay)
            } catch {
                await budget.giveBack(reservation)
                throw error
            }
            // A process that stood still meanwhile may have been taken for dead, and its turn is over.
            if ContinuousClock.now - reserved < reservation.delay + .seconds(1) {
                emit(
                    .requestSent(place, attempt: attempts.next(), today: reservation.usedToday, limit: dailyLimit))
                return reservation
            }
            await budget.giveBack(reservation)
        }
    }

    private func reserve() async throws -> RequestBudget.Reservation {
        let share = share.map { RequestBudget.Share(name: $0.name, requests: $0.requests(of: dailyLimit)) }
        switch try await budget.reserve(resource: place.resource, share: share, limit: dailyLimit) {
        case .reserved(let reservation): return reservation
        case .daySpent: throw LoadError.dayIsSpent(limit: dailyLimit)
        case .shareSpent: throw LoadError.shareIsSpent(share: share?.name ?? "", limit: share?.requests ?? 0)
        }
    }

    func leave(_ reservation: RequestBudget.Reservation) async {
        emit(.requestEnded(place))
        CrashPoint.requestAnswered.reach()
        await budget.settle(reservation)
        CrashPoint.requestSettled.reach()
    }
}

/// Counts the attempts of one request.
private final class AttemptCount: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
