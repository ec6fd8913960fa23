import ArgumentParser
import Foundation
import Warehouse

/// Runs a command's work: ends it on a signal, says in one sentence what went wrong or is not whole, and leaves with the exit
/// status that fits.
///
/// - Parameter verdict: the sentence about a result that is not what was hoped for; nil: what its exit status means, and what
///   to do.
func runCommand(
    _ output: OutputFlags, _ progress: ProgressFlags? = nil, verdict: String? = nil,
    _ work: @escaping @Sendable () async throws -> ExitStatus
) async throws {
    progress?.prepareConsole()
    let outcome = await Signals.run(work) { output.note("\nstopping …") }
    let complaint: Complaint
    switch outcome {
    case .finished(.success(.loaded)): return
    case .finished(.success(let status)):
        // The result is printed already.
        Console.complain(verdict.map { Complaint(sentence: $0, status: status) } ?? Complaint(status: status))
        throw ExitCode(status.rawValue)
    case .finished(.failure(let error)): complaint = Complaint(error)
    case .stopped(let status): complaint = Complaint(sentence: status.meaning, status: status)
    }
    Console.complain(complaint)
    if output.json { Console.print(complaint.json) }
    throw ExitCode(complaint.status.rawValue)
}
