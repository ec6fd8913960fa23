import Foundation
import FoundationNetworking
import Sandbox
import Testing

/// A plain HTTP client for the sandbox under test.
struct SandboxClient: Sendable {
    /// What the `Authorization` header holds.
    enum Authorization {
        case key
        case none
        case header(String)
    }

    let sandbox: Sandbox
    let session: URLSession

    /// - Parameter path: what follows `/api/v1/`, with its query, encoded.
    func get(_ path: String, _ authorization: Authorization = .key) async throws -> Reply {
        try await send("GET", sandbox.baseURL + path, authorization)
    }

    /// The JSON object of a 200.
    func object(_ path: String) async throws -> [String: Any] {
        let reply = try await get(path)
        try #require(reply.status == 200, "\(path): \(reply.text.prefix(200))")
        return try reply.object
    }

    func leads(_ query: String) async throws -> [[String: Any]] {
        try #require(try await object("leads?\(query)")["leads"] as? [[String: Any]])
    }

    func leadIDs(_ query: String) async throws -> [Int64] {
        try await leads(query).compactMap { ($0["lead_id"] as? NSNumber)?.int64Value }
    }

    func total(_ query: String) async throws -> Int {
        try #require(try await object("leads?leads_per_page=1&\(query)")["total_leads"] as? Int)
    }

    /// A request to the sandbox's own paths, without a key.
    func control(_ method: String, _ path: String, body: String = "") async throws -> Reply {
        try await send(
            method, sandbox.baseURL.replacingOccurrences(of: "/api/v1/", with: "/sandbox/") + path, .none, body: body)
    }

    func send(
        _ method: String, _ address: String, _ authorization: Authorization = .key, body: String = ""
    ) async throws -> Reply {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = method
        if !body.isEmpty { request.httpBody = Data(body.utf8) }
        switch authorization {
        case .key:
            let key = Data("\(sandbox.token):\(sandbox.secret)".utf8).base64EncodedString()
            request.setValue("Basic \(key)", forHTTPHeaderField: "Authorization")
        case .none: break
        case .header(let header): request.setValue(header, forHTTPHeaderField: "Authorization")
        }
        let (data, response) = try await session.data(for: request)
        return Reply(body: data, response: try #require(response as? HTTPURLResponse))
    }
}

struct Reply {
    let body: Data
    let response: HTTPURLResponse

    var status: Int { response.statusCode }
    var text: String { String(decoding: body, as: UTF8.self) }
    var object: [String: Any] {
        get throws { try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any]) }
    }
    var message: String? {
        get throws { try object["error_message"] as? String }
    }

    func header(_ name: String) -> String? {
        response.value(forHTTPHeaderField: name)
    }
}

/// All of the default data: two spans would be refused as one.
let firstYear = "start_date=2024-10-01&end_date=2025-10-31"
let secondYear = "start_date=2025-11-01&end_date=2026-11-01"

/// A sandbox and a client for it. (A body whose every `try` stands inside of a macro has to say that it throws.)
func withClient<Result: Sendable>(
    _ options: SandboxOptions = SandboxOptions(leads: 300), _ body: (SandboxClient) async throws -> Result
) async throws -> Result {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = 40
    let session = URLSession(configuration: configuration)
    defer { session.invalidateAndCancel() }
    return try await Sandbox.withSandbox(options) { try await body(SandboxClient(sandbox: $0, session: session)) }
}

func withQuirks<Result: Sendable>(
    leads: Int = 300, _ change: (inout Quirks) -> Void, _ body: (SandboxClient) async throws -> Result
) async throws -> Result {
    var options = SandboxOptions(leads: leads)
    change(&options.quirks)
    return try await withClient(options, body)
}
