package import Foundation
package import Postgres

/// What can go wrong between the loader and its tables, told apart by what follows from it.
package enum WarehouseError: Error, Sendable, CustomStringConvertible {
    /// Another run holds the dataset.
    case datasetHeld(LeaseHolder)

    /// The id that a run was given for its package is that of another one.
    case packageExists(UUID)

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

    /// The database is not as it is declared, in ways that a load cannot work with.
    case schemaDiffers([SchemaDifference])

    /// The tables are as they are declared, and the role may not do with them what a load does.
    case lacksRights([SchemaDifference])

    /// The books hold what a newer version wrote.
    case newerBooks(what: String)

    /// The server is older than Sluice can work with.
    case serverTooOld(version: Int)

    /// The role may not do what a load needs.
    case notPermitted(what: String, cause: PostgresError)

    package var description: String {
        switch self {
        case .datasetHeld(let holder):
            "another run holds dataset \"\(holder.dataset)\": \(holder.words); it is at work, its lease runs until "
                + "\(holder.until.ISO8601Format()). Let it end, or take turns with --wait"
        case .packageExists(let id):
            "there is a load package \(id.uuidString.lowercased()) already, and an id stands for one run only; give each run a "
                + "new one in SLUICE_PACKAGE_ID, or leave it to sluice"
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
        case .schemaDiffers(let differences):
            differences.prefix(3).map(\.sentence).joined(separator: "; ")
                + (differences.count > 3 ? "; and \(differences.count - 3) more" : "")
                + ". Run `sluice migrate` if that is pending; for what was altered by hand, `sluice schema check` shows the "
                + "statements that mend it"
        case .lacksRights(let differences):
            "permission denied: \(differences.prefix(2).map(\.sentence).joined(separator: "; "))"
                + (differences.count > 2 ? "; and \(differences.count - 2) more" : "")
                + ". Have the owner run what `sluice schema check` prints, such as: \(differences.first?.mend ?? "")"
        case .newerBooks(let what):
            "\(what). Use the version of sluice that wrote it, or a newer one"
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
