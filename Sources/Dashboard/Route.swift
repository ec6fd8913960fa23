import Foundation

/// What there is to ask for.
enum Route: Equatable, Sendable {
    case health
    case readiness
    case metrics
    case packages
    case package(UUID)
    case status
    case runs
    case description
    case page(Page)
    case asset(String)

    enum Page: Equatable, Sendable {
        case overview
        case packages
        case package(UUID)
        case schema
        case data
    }

    /// - Parameter path: as it came, without its query. None of our paths has a character that needs to be encoded.
    init?(path: Substring) {
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        switch (parts.count, parts.first) {
        case (1, ""): self = .page(.overview)
        case (1, "healthz"): self = .health
        case (1, "readyz"): self = .readiness
        case (1, "metrics"): self = .metrics
        case (1, "packages"): self = .page(.packages)
        case (1, "schema"): self = .page(.schema)
        case (1, "data"): self = .page(.data)
        case (2, "packages"):
            guard let id = UUID(uuidString: String(parts[1])) else { return nil }
            self = .page(.package(id))
        case (2, "assets"): self = .asset(String(parts[1]))
        case (2, "api"):
            switch parts[1] {
            case "packages": self = .packages
            case "status": self = .status
            case "runs": self = .runs
            case "openapi.json": self = .description
            default: return nil
            }
        case (3, "api") where parts[1] == "packages":
            guard let id = UUID(uuidString: String(parts[2])) else { return nil }
            self = .package(id)
        default: return nil
        }
    }

    /// Whether it tells so little that anybody may ask.
    var isOpen: Bool { self == .health || self == .readiness }

    var methods: [String] { self == .runs ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"] }
}
