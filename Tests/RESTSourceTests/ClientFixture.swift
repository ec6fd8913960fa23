import JSON
import RESTSource
import Synchronization

/// The key of all tests in this folder. No output of any test may hold its parts.
let secretParts = ["1234-00f00ba400f00ba4", "5ec2e75ec2e75ec2e75ec2e75ec2e7aa"]

func testCredentials() throws -> Credentials { try Credentials(token: secretParts[0], secret: secretParts[1]) }

extension Endpoint {
    static let leads = Endpoint(
        "leads", records: "leads",
        pagination: .numbered(page: "page_number", size: "leads_per_page", maximum: 2500, total: "total_leads"))
    static let lead = Endpoint("leads/{lead_id}", records: "leads")
}

/// What a client waited for between attempts, without waiting.
final class Pauses: Sendable {
    private let recorded = Mutex<[Duration]>([])

    var all: [Duration] { recorded.withLock { $0 } }

    /// A policy whose pauses are the longest that the jitter allows, noted and not slept.
    var policy: RetryPolicy {
        RetryPolicy(jitter: { 1 }, sleep: { [self] pause in recorded.withLock { $0.append(pause) } })
    }
}

/// Runs `body` with a client of a server that answers with `answer`.
func withClient<R: Sendable>(
    retry: RetryPolicy = RetryPolicy(maximumAttempts: 1), limits: AsyncHTTPTransport.Limits = .init(),
    maximumConcurrentRequests: Int = 20,
    answering answer: @escaping @Sendable (LoopbackServer.Exchange) async throws -> LoopbackServer.After,
    _ body: (RESTClient, LoopbackServer) async throws -> R
) async throws -> R {
    try await LoopbackServer.serving(answer) { server in
        try await AsyncHTTPTransport.withTransport(userAgent: "sluice/test", limits: limits) { transport in
            let client = RESTClient(
                baseURL: try BaseURL(server.baseURL), credentials: try testCredentials(), transport: transport,
                retry: retry, errorKey: "error_message", maximumConcurrentRequests: maximumConcurrentRequests)
            return try await body(client, server)
        }
    }
}

/// A page of leads with these ids.
func leadsPage(_ ids: ClosedRange<Int>, total: Int) -> String {
    #"{"page_number":1,"total_leads":\#(total),"leads":[\#(ids.map { #"{"lead_id":\#($0)}"# }.joined(separator: ","))]}"#
}

/// The error that `body` ends with; a test that gets none fails on it.
func restError(_ body: () async throws -> some Any) async throws -> RESTError {
    do {
        _ = try await body()
    } catch let error as RESTError {
        return error
    }
    throw NoError()
}

struct NoError: Error {}
