private import Foundation
package import Postgres

/// What can go wrong between the loader and its tables, told apart by what follows from it.
package enum WarehouseError: Error, Sendable, CustomStringConvertible {
    /// Another run holds the dataset.
    case datasetHeld(LeaseHolder)

    /// This run's lease is gone: another run has taken the dataset over. Nothing more may be written.
    case leaseLost(dataset: String, to: LeaseHolder?)

    /// The lease of a run has run out, and this role may not end its server processes, which keep a lock on it.
    case holderNotEnded(LeaseHolder)

    /// The lease is free, and somebody who is no run of ours keeps it locked.
    case leaseLocked(dataset: String, processes: [Int32])

    /// The staging tables do not hold what was copied into them: the server crashed since, which empties them.
    case stagingLost(table: String)

    /// The dataset was filled with another key's scope or from another host.
    case otherOrigin(dataset: String, what: String, was: String, now: String)

    /// A table or column that the load needs is not there.
    case schemaDiffers(String)

    /// The server is older than Sluice can work with.
    case serverTooOld(version: Int)

    /// The role may not do what a load needs.
    case notPermitted(what: String, cause: PostgresError)

    package var description: String {
        switch self {
        case .datasetHeld(let holder):
            "another run holds dataset \"\(holder.dataset)\": \(holder.words); it is at work, its lease runs until "
                + "\(holder.until.ISO8601Format()). Let it end, or take turns with --wait"
        case .leaseLost(let dataset, let taker):
            "this run lost its lease on dataset \"\(dataset)\" to another run"
                + (taker.map { " (\($0.words))" } ?? "")
                + " and has stopped; nothing of what was not merged yet is kept. Run it again"
        case .holderNotEnded(let holder):
            "the run that held dataset \"\(holder.dataset)\" (\(holder.words)) does not move any more, and a transaction of it "
                + "keeps the dataset locked. This role may not end it: have its own role or a superuser do that "
                + "(pg_terminate_backend), or grant pg_signal_backend; then run it again"
        case .leaseLocked(let dataset, let processes):
            "the lease of dataset \"\(dataset)\" is free, but another session keeps sluice.leases locked"
                + (processes.isEmpty ? "" : " (server process \(processes.map(String.init).joined(separator: ", ")))")
                + ". Let it end its transaction, then run it again"
        case .stagingLost(let table):
            "the server lost what was staged for table \"\(table)\": it must have restarted after a crash in mid-load. "
                + "Nothing of that batch was merged; run it again"
        case .otherOrigin(let dataset, let what, let was, let now):
            "dataset \"\(dataset)\" was filled from \(what) \"\(was)\", and this run has \(what) \"\(now)\". "
                + "Loading it here could mark rows as deleted that are not. Load into another dataset "
                + "(--dataset NAME), or confirm the change with --accept-origin"
        case .schemaDiffers(let what):
            "\(what). Run `sluice migrate` if that is pending; what was altered by hand must be put back as the migrations "
                + "in sluice.schema_versions made it"
        case .serverTooOld(let version):
            "the server is PostgreSQL \(version / 10_000); Sluice needs 15 or newer"
        case .notPermitted(let what, let cause):
            "the role may not \(what): \(cause.message)"
                + ". Grant it (`grant create on database … to …`), or let its owner run `sluice migrate` first"
        }
    }
}

extension LeaseHolder {
    /// Who, since when, and with which package.
    fileprivate var words: String {
        "\(name), since \(since.ISO8601Format())" + (package.map { ", package \($0.uuidString.lowercased())" } ?? "")
    }
}
