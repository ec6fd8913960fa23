import RESTSource
import Warehouse

/// Lets the requests of those out who only look: counted in the books for all processes, or bounded by the run's limit alone
/// as long as there are no books.
enum LookGate: RequestGate {
    case counted(BudgetGate)
    case uncounted(RunLimit)

    func enter() async throws -> RequestBudget.Reservation? {
        switch self {
        case .counted(let gate):
            return try await gate.enter()
        case .uncounted(let limit):
            try limit.pass()
            return nil
        }
    }

    func leave(_ pass: RequestBudget.Reservation?) async {
        if case .counted(let gate) = self, let pass { await gate.leave(pass) }
    }
}
