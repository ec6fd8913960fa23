import ArgumentParser
import Books
import Foundation
import RESTSource
import Warehouse

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask a running `sluice serve` whether it can do its work.",
        discussion: """
            For the health check of a container, which has no other program that speaks HTTP. It asks once, waits at most 6 s, \
            and leaves with 0 when the answer is 200:

              sluice health                                  the books can be read
              sluice health http://127.0.0.1:8766/healthz    the server lives
            """)

    @Argument(help: ArgumentHelp("What to ask.", valueName: "url"))
    var url = "http://127.0.0.1:8766/readyz"

    @OptionGroup var output: OutputFlags

    func validate() throws {
        // A user name or a password in it would be printed.
        guard let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme),
            parts.host?.isEmpty == false,
            parts.user == nil, parts.password == nil
        else { throw ValidationError("it should be a URL such as http://127.0.0.1:8766/readyz") }
    }

    mutating func run() async throws {
        let command = self
        try await runCommand(output) { try await command.ask() }
    }

    private struct Document: Encodable {
        let url: String
        let status: Int
    }

    private func ask() async throws -> ExitStatus {
        var limits = AsyncHTTPTransport.Limits()
        limits.connect = .seconds(2)
        // The server itself gives its database 5 s.
        limits.read = .seconds(6)
        limits.request = .seconds(6)
        limits.bodyBytes = 1 << 20
        let response: HTTPResponse
        do {
            response = try await AsyncHTTPTransport.withTransport(
                userAgent: "sluice/\(Sluice.version)", limits: limits
            ) { try await $0.get(HTTPRequest(url: url, credentials: nil)) }
        } catch let error as TransportError {
            throw HealthError.noAnswer(url: url, error)
        }
        guard response.status == 200 else { throw HealthError.notReady(url: url, response) }
        if output.json {
            Console.print(try JSONText.encode(Document(url: url, status: response.status)))
        } else {
            Console.print("ready: \(url) answers 200")
        }
        return .loaded
    }
}

/// Why what was asked is not healthy.
enum HealthError: Error, CustomStringConvertible {
    case noAnswer(url: String, TransportError)
    case notReady(url: String, HTTPResponse)

    var description: String {
        switch self {
        case .noAnswer(let url, let error):
            "\(url) does not answer: \(Self.reason(error)); is `sluice serve` running there?"
        case .notReady(let url, let response):
            "\(url) answers \(response.status): "
                + String(decoding: response.body.prefix(300), as: UTF8.self).trimmingCharacters(
                    in: .whitespacesAndNewlines)
        }
    }

    private static func reason(_ error: TransportError) -> String {
        switch error {
        case .cancelled: "stopped"
        case .unreachable(let reason), .timeout(let reason): reason
        case .cutShort: "the answer was cut short"
        case .tooLarge(_, let limit): "the answer is larger than \(limit) bytes"
        }
    }
}
