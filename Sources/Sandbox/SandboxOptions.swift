package import Foundation

/// What a sandbox is made of. The same options give the same bytes, on every platform and in every run.
package struct SandboxOptions: Sendable {
    /// Whose key the sandbox accepts (API reference, "Two key kinds").
    package enum KeyKind: Sendable, Equatable {
        /// Sees every account.
        case agency
        /// Sees one profile, by its id; the ids are ``firstProfileID``, then each one 7 higher.
        case profile(Int64)
    }

    /// Many leads created within one second, more than fit a page.
    package struct Burst: Sendable {
        package var second: Date
        package var count: Int

        package init(second: Date, count: Int) {
            self.second = second
            self.count = count
        }
    }

    /// The id of the first profile, whatever the seed.
    package static let firstProfileID: Int64 = 70_101
    /// The id of the first account, whatever the seed.
    package static let firstAccountID: Int64 = 40_210
    /// 2026-11-01T00:00:00Z. Fixed rather than the present, so that tomorrow's sandbox serves today's bytes.
    package static let defaultNewest = Date(timeIntervalSince1970: 1_793_491_200)

    package var seed: UInt64
    package var leads: Int
    /// When the newest lead was created. Windows that the API leaves open end here, not at the wall clock.
    package var newest: Date
    /// The stretch of time before ``newest`` that the leads are spread over.
    package var history: TimeInterval
    /// Leads on top of ``leads`` that share one second.
    package var burst: Burst?
    package var keyKind: KeyKind
    package var token: String
    package var secret: String
    package var host: String
    /// 0 takes a free one; ``Sandbox/baseURL`` tells which.
    package var port: Int
    package var quirks: Quirks
    /// Requests that the key may make in a day; nil for no limit.
    package var dailyLimit: Int?
    /// Puts U+0000 into some texts. PostgreSQL cannot store it.
    package var hasNULCharacters: Bool

    package init(
        seed: UInt64 = 1,
        leads: Int = 1_000,
        newest: Date = SandboxOptions.defaultNewest,
        history: TimeInterval = 730 * 86_400,
        burst: Burst? = nil,
        keyKind: KeyKind = .agency,
        token: String = "40210-0123456789abcdef",
        secret: String = "00112233445566778899aabbccddeeff",
        host: String = "127.0.0.1",
        port: Int = 0,
        quirks: Quirks = Quirks(),
        dailyLimit: Int? = nil,
        hasNULCharacters: Bool = false
    ) {
        self.seed = seed
        self.leads = leads
        self.newest = newest
        self.history = history
        self.burst = burst
        self.keyKind = keyKind
        self.token = token
        self.secret = secret
        self.host = host
        self.port = port
        self.quirks = quirks
        self.dailyLimit = dailyLimit
        self.hasNULCharacters = hasNULCharacters
    }
}
