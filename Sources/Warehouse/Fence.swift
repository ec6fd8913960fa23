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
    /// Two things keep a run that is paused right here from blocking others. A shared advisory lock marks the server process
    /// that works for it, so that whoever takes the dataset can find and end it (``Lease``), a transaction-mode pooler
    /// between them or not. And the server ends a transaction in which nothing is asked for 15 s, since the books that it may
    /// have locked are everybody's.
    ///
    /// - Parameter mayBeLost: do not wait at the commit until it is on disk. For what a crash of the server may take back, as
    ///   long as it takes all of it: staged rows, and merged batches, which go with their positions and their counts. The end of
    ///   the package does wait, and with it everything before is on disk (manual, "Asynchronous Commit").
    package func hold(in transaction: Transaction, mayBeLost: Bool = false) async throws {
        let wait: Statement = mayBeLost ? ", set_config('synchronous_commit', 'off', true)" : ""
        let held = try await transaction.query(
            """
            select
                \(mark),
                set_config('idle_in_transaction_session_timeout', '15s', true)
                \(wait)
            from sluice.leases
            where dataset = \(dataset)
              and fence = \(number)
              and package_id = \(packageID)
            for key share
            """)
        guard !held.isEmpty else { throw WarehouseError.leaseLost(dataset: dataset, to: nil) }
    }

    /// Takes the lock that marks a server process as working for this run, until its transaction ends.
    var mark: Statement {
        "pg_advisory_xact_lock_shared(\(Self.lock(dataset: dataset, number: number)))"
    }

    /// The number of that lock.
    static func lock(dataset: String, number: Int64) -> Statement {
        "hashtextextended(\(dataset)::text, \(number)::bigint)"
    }
}
