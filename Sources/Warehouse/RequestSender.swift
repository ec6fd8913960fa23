package import Foundation
internal import Postgres

/// Who sends requests, and what tells whether it still lives.
package enum RequestSender: Sendable, Hashable {
    /// A run that holds its dataset: it may send as long as it does, and what it had under way when its lease ran out counts as
    /// sent.
    case run(Fence)

    /// Who only looks, such as a plan, and so holds no dataset and hinders no run. Nothing tells whether it lives: whoever finds
    /// no room takes what it has under way for sent (``RequestBudget``), which counts a request that was given back as one too
    /// many, and never one too few.
    case looker(UUID, dataset: String)

    /// What its requests are noted under: the package of a run.
    var id: UUID {
        switch self {
        case .run(let fence): fence.packageID
        case .looker(let id, _): id
        }
    }

    var fence: Fence? {
        if case .run(let fence) = self { fence } else { nil }
    }

    var dataset: String {
        switch self {
        case .run(let fence): fence.dataset
        case .looker(_, let dataset): dataset
        }
    }

    /// No lease has this one.
    var fenceNumber: Int64 { fence?.number ?? 0 }

    /// Marks the server process as working for a run.
    var mark: Statement { fence?.mark ?? "null" }

    /// The lease without which nothing may be sent; nothing where none is needed.
    var lease: Statement {
        guard let fence else { return "" }
        return """
            from sluice.leases
            where dataset = \(fence.dataset)
              and fence = \(fence.number)
              and package_id = \(fence.packageID)
            """
    }

    /// The same, locked against being taken.
    var heldLease: Statement { fence == nil ? "" : "\(lease) for key share" }
}
