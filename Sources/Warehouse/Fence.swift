package import Foundation
package import Postgres

/// The proof that a run still holds its dataset, carried by every transaction it makes.
///
/// The fence is a number that rises whenever a dataset is taken. A transaction that begins with ``hold(in:)`` either sees
/// its own number and keeps anyone from raising it until it has ended, or has nothing to write. A plain `select` would let
/// two runs commit; `for update` would block the run's own heartbeat.
package struct Fence: Sendable, Hashable {
    package let dataset: String
    package let number: Int64
    package let packageID: UUID

    package init(dataset: String, number: Int64, packageID: UUID) {
        self.dataset = dataset
        self.number = number
        self.packageID = packageID
    }

    /// Begins a transaction: fails with ``WarehouseError/leaseLost(dataset:to:)`` when another run has taken the dataset.
    ///
    /// The shared advisory lock hinders nobody. It marks the server process that works for this run, so that whoever takes
    /// the dataset from a paused run can find it (``Lease``), a transaction-mode pooler between them or not.
    package func hold(in transaction: Transaction) async throws {
        let held = try await transaction.query(
            """
            select pg_advisory_xact_lock_shared(hashtextextended(\(dataset)::text, \(number)::bigint))
            from sluice.leases
            where dataset = \(dataset)
              and fence = \(number)
            for key share
            """)
        guard !held.isEmpty else { throw WarehouseError.leaseLost(dataset: dataset, to: nil) }
    }
}
