import Postgres
import Warehouse

/// The end of a run that did not go well: what is written down, and which error tells it.
extension HeldDataset {
    /// Writes down how a run ended that did not end well, and returns the error to end with.
    ///
    /// A cancelled task may not talk to the server any more, and the books must still be closed: this one task stands outside
    /// of the cancelled one, and is waited for.
    func end(_ packages: LoadPackages, _ package: LoadPackage, after error: any Error, fence: Fence) async -> any Error
    {
        let isCancelled = error is CancellationError || Task.isCancelled
        return await Task {
            if !isCancelled, let lost = await leaseLost(after: error, fence) { return lost }
            let status: LoadPackage.Status = isCancelled ? .cancelled : .failed
            // Which signal it was, or whether it was one at all, is not known here.
            let exitStatus = isCancelled ? nil : ExitStatus(ofEngine: error) ?? .bug
            let message = isCancelled ? "stopped before its end" : "\(error)"
            do {
                try await within(Self.patience) {
                    try await packages.finish(status: status, exitStatus: exitStatus, error: message, fence: fence)
                }
                emit(.packageFinished(package, status, exitStatus))
            } catch let error as PostgresError where error.isConnectionFailure {
                await finishAnew(package, status: status, exitStatus: exitStatus, error: message, fence: fence)
            } catch WarehouseError.leaseLost {
                // The package had ended before the signal came.
            } catch {
                noteUnfinished(error)
            }
            return isCancelled ? CancellationError() : error
        }.value
    }

    /// How long the server may take to have the end of a run written down.
    private static let patience: Duration = .seconds(5)

    /// The connection broke, which another one may not: then the dataset is free at once.
    private func finishAnew(
        _ package: LoadPackage, status: LoadPackage.Status, exitStatus: ExitStatus?, error: String, fence: Fence
    ) async {
        do {
            try await within(Self.patience) {
                try await Connection.withConnection(database) { connection in
                    try await LoadPackages(connection: connection).finish(
                        status: status, exitStatus: exitStatus, error: error, fence: fence)
                }
            }
            emit(.packageFinished(package, status, exitStatus))
        } catch WarehouseError.leaseLost {
            // It was written down, and only the answer did not come.
        } catch {
            noteUnfinished(error)
        }
    }

    private func noteUnfinished(_ error: any Error) {
        emit(.notice(resource: nil, "the end of the package could not be written down: \(error)"))
    }

    /// Whether the run ended because another one had taken its dataset: whoever does that to a paused run ends its
    /// connections, so a lost connection may mean it.
    private func leaseLost(after error: any Error, _ fence: Fence) async -> WarehouseError? {
        switch error {
        case WarehouseError.leaseLost: break
        case let error as PostgresError where error.isConnectionFailure: break
        default: return nil
        }
        do {
            let holder = try await within(Self.patience) {
                try await Connection.withConnection(database) { connection in
                    var holder = try await LeaseHolder.read(dataset: fence.dataset, on: connection)
                    // Who takes a dataset ends the old run's connections first, and has it a moment later.
                    for _ in 0..<20 where holder?.fence == fence.number && holder?.isOver == true {
                        try await Task.sleep(for: .milliseconds(100))
                        holder = try await LeaseHolder.read(dataset: fence.dataset, on: connection)
                    }
                    return holder
                }
            }
            if let holder, holder.fence != fence.number { return .leaseLost(dataset: fence.dataset, to: holder) }
        } catch {
            // The server does not answer: then the error that there was says what happened.
        }
        return error as? WarehouseError
    }
}
