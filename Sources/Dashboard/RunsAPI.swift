import Books
import Foundation
import HTTPTypes
import Postgres
import Warehouse

/// `GET /api/runs` and `POST /api/runs`.
enum RunsAPI {
    private struct List: Encodable {
        let runs: [Item]
    }

    private struct Item: Encodable {
        let packageId: String
        let startedAt: Date
        let finishedAt: Date?
        let exitStatus: Int?
        let meaning: String?
        let advice: String?
    }

    private struct Started: Encodable {
        let packageId: String
    }

    static func list(_ runs: Runs) async throws -> Answer {
        let items = await runs.runs.reversed().map { run in
            let status = run.exitStatus.flatMap { ExitStatus(rawValue: Int32($0)) }
            return Item(
                packageId: run.packageID.uuidString.lowercased(), startedAt: run.startedAt, finishedAt: run.finishedAt,
                exitStatus: run.exitStatus, meaning: status?.meaning, advice: status?.advice)
        }
        return .json(.ok, try JSONText.data(List(runs: items)))
    }

    static func start(
        _ request: IncomingRequest, _ visitor: Access.Visitor, _ runs: Runs, _ pool: DatabasePool, dataset: String
    ) async throws -> Answer {
        guard visitor == .machine else {
            var failure = Failure(
                .unauthorized, "the token is needed", "only `Authorization: Bearer …` with the token starts a load")
            failure.headers[.wwwAuthenticate] = #"Bearer realm="sluice""#
            throw failure
        }
        guard runs.isPossible else {
            throw Failure(
                .forbidden, "loads are not started here",
                "this server was started without --run-command, which names the command that loads")
        }
        try checkBody(request)
        let start: Runs.Start
        do {
            start = try await runs.start {
                try await pool.read { books in
                    guard try await BooksPresence.areThere(on: books) else { return nil }
                    return try await Holder.list(dataset: dataset, on: books).first?.packageID
                }
            }
        } catch let error as ChildProcess.SpawnError {
            var failure = Failure(.serviceUnavailable, "not available now", "\(error)")
            failure.headers[.retryAfter] = "5"
            throw failure
        }
        switch start {
        case .started(let id):
            let id = id.uuidString.lowercased()
            var answer = Answer.json(.accepted, try JSONText.data(Started(packageId: id)))
            answer.headers[.location] = "/api/packages/\(id)"
            return answer
        case .busy(let id):
            var failure = Failure(
                .conflict, "a load runs", "another load of \(dataset) is at work; wait for its end")
            failure.packageID = id.uuidString.lowercased()
            throw failure
        case .stopping:
            throw Unavailable.stopping
        }
    }

    /// Nothing of a request decides what runs: its body says nothing.
    private static func checkBody(_ request: IncomingRequest) throws {
        guard case .bytes(let bytes) = request.body, !bytes.isEmpty else { return }
        let type = request.headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        guard type?.lowercased() == "application/json" else {
            throw Failure(.unsupportedMediaType, "not JSON", "send no body, or an empty object as application/json")
        }
        guard let object = try? JSONDecoder().decode([String: Empty].self, from: Data(bytes)), object.isEmpty else {
            throw Failure(
                .badRequest, "not understood", "send no body, or an empty object: a load takes no orders from here")
        }
    }

    /// The value of a member that is not there.
    private struct Empty: Decodable {}
}
