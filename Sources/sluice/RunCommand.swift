import ArgumentParser
import Foundation
import Warehouse

/// Runs a command's work: ends it on a signal, says in one sentence what went wrong, and leaves with the exit status that fits.
func runCommand(
    _ output: OutputFlags, _ progress: ProgressFlags? = nil, _ work: @escaping @Sendable () async throws -> ExitStatus
) async throws {
    progress?.prepareConsole()
    let outcome = await Signals.run(work) { output.note("\nstopping …") }
    let complaint: Complaint
    switch outcome {
    case .finished(.success(.loaded)): return
    case .finished(.success(let status)): throw ExitCode(status.rawValue)
    case .finished(.failure(let error)): complaint = Complaint(error)
    case .stopped(let status):
        complaint = Complaint(sentence: "stopped by \(status == .interrupted ? "SIGINT" : "SIGTERM")", status: status)
    }
    Console.complain(complaint)
    if output.json { Console.print(complaint.json) }
    throw ExitCode(complaint.status.rawValue)
}
