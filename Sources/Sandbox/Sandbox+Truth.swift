package import Foundation

/// What the sandbox knows of its own data and of its visitors: for tests to compare with. Leads outside of the key's scope
/// are not counted.
extension Sandbox {
    /// Exactly the bytes served for that lead, from brace to brace; nil when there is no such lead.
    package func leadJSON(_ id: Int64, asked: LeadParts = []) async -> [UInt8]? {
        await store.leadJSON(id, asked: asked)
    }

    /// By creation, then by id; both bounds included.
    package func leadIDs(from: Date? = nil, to: Date? = nil) async -> [Int64] {
        await store.leadIDs(from: from, to: to)
    }

    package func totals(from: Date? = nil, to: Date? = nil) async -> LeadTotals {
        await store.totals(from: from, to: to)
    }

    /// Entries of the four maps, journey elements and page views, as if all of them were asked for.
    package func childTotals(from: Date? = nil, to: Date? = nil) async -> ChildTotals {
        await store.childTotals(from: from, to: to)
    }

    /// The ids of the small resources, ascending; for a profile key as the agency would see them.
    package func identifiers(of resource: AgencyResource) async -> [Int64] {
        await store.agency.identifiers(of: resource)
    }

    // MARK: - Requests

    /// The latest requests to the API, oldest first; at least 10,000 are kept.
    package func requestLog() async -> [LoggedRequest] {
        await store.requests.log
    }

    /// Requests to the API since the start or the last reset, refused ones included.
    ///
    /// - Parameter path: `/api/v1/leads`; nil for all.
    package func requestCount(path: String? = nil) async -> Int {
        let requests = await store.requests
        return path.map { requests.countByPath[$0] ?? 0 } ?? requests.total
    }

    package func requestCounts() async -> [String: Int] {
        await store.requests.countByPath
    }

    /// The most requests that were under way at the same time.
    package func peakConcurrency() async -> Int {
        await store.requests.peakInFlight
    }

    /// Counts from nothing again, the daily limit too.
    package func resetRequestCount() async {
        await store.resetRequests()
    }
}

package enum AgencyResource: Sendable {
    case accounts, profiles, users, roles, trackingNumbers, trackingForms
}

extension Agency {
    fileprivate func identifiers(of resource: AgencyResource) -> [Int64] {
        switch resource {
        case .accounts: accounts.filter { !$0.isDeleted }.map(\.id)
        case .profiles: profiles.filter { !$0.isDeleted }.map(\.id)
        case .users: users.map(\.id)
        case .roles: roles.map(\.id)
        case .trackingNumbers: numbers.filter { !isGone(profile: $0.profile) }.map(\.id)
        case .trackingForms: forms.filter { !isGone(profile: $0.profile) }.map(\.id)
        }
    }
}
