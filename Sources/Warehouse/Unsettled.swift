private import Synchronization

/// What becomes of a reservation when its request is over: spent, or given back.
struct Settlement: Sendable {
    let reservation: RequestBudget.Reservation
    let spent: Int
}

/// The settlements that the server did not take, until it does.
final class Unsettled: Sendable {
    private let settlements = Mutex<[Settlement]>([])

    func add(_ settlement: Settlement) {
        settlements.withLock { $0.append(settlement) }
    }

    func next() -> Settlement? {
        settlements.withLock { $0.popLast() }
    }
}
