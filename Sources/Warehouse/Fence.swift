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

    /// Begins a transaction: fails with ``WarehouseError/leaseLost(dataset:)`` when another run has taken the dataset.
    package func hold(in transaction: Transaction) async throws {
        let held = try await transaction.query(
            """
            select 1
            from sluice.leases
            where dataset = \(dataset)
              and fence = \(number)
            for key share
            """)
        guard !held.isEmpty else { throw WarehouseError.leaseLost(dataset: dataset) }
    }
}
