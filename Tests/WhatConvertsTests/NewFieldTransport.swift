import Foundation
import RESTSource
import Synchronization

/// Adds members to the leads of what the sandbox answers, as an API does that has a new field.
struct NewFieldTransport: HTTPTransport {
    let base: any HTTPTransport
    /// The members of a lead, as JSON without braces; nil for none.
    let members: @Sendable (_ lead: Int64) -> String?
    /// From which answer about leads on they are there.
    var from = 1

    private let answers = Counter()

    init(
        _ base: any HTTPTransport, from: Int = 1, _ members: @escaping @Sendable (_ lead: Int64) -> String?
    ) {
        self.base = base
        self.from = from
        self.members = members
    }

    func get(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await base.get(request)
        guard response.status == 200, request.url.contains("/leads") else { return response }
        guard answers.next() >= from else { return response }
        let changed = String(decoding: response.body, as: UTF8.self).replacing(/"lead_id":\s*(\d+)/) { match in
            guard let lead = Int64(match.1), let members = members(lead) else { return String(match.0) }
            return "\(match.0),\(members)"
        }
        return HTTPResponse(status: 200, headers: response.headers, body: Array(changed.utf8))
    }
}
