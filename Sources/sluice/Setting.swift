import Configuration

/// Each thing that can be set outside of the flags: its key in `sluice.yaml` and its environment variable.
enum Setting: String, CaseIterable, Sendable {
    case token = "whatconverts.token"
    case secret = "whatconverts.secret"
    case baseURL = "whatconverts.base_url"
    case httpHost = "whatconverts.http_host"
    case database = "database.url"
    case rolePrefix = "database.role_prefix"
    case dataset = "load.dataset"
    case since = "load.since"
    case lookback = "load.lookback"
    case maximumRequests = "load.max_requests"
    case dailyLimit = "load.daily_limit"
    case maximumRejected = "load.max_rejected"
    case leaseTimeToLive = "load.lease_ttl"
    case trigger = "load.trigger"
    case packageID = "load.package_id"
    case contract = "load.contract"
    case progress = "log.progress"
    case logFormat = "log.format"
    case logLevel = "log.level"
    case customerJourney = "leads.customer_journey"
    case perProfile = "leads.per_profile"
    case spam = "leads.spam"
    case serveToken = "serve.token"
    case servePassword = "serve.password"

    var key: ConfigKey { ConfigKey(rawValue) }

    var variable: String {
        switch self {
        case .token: "WHATCONVERTS_TOKEN"
        case .secret: "WHATCONVERTS_SECRET"
        case .baseURL: "WHATCONVERTS_BASE_URL"
        case .httpHost: "WHATCONVERTS_HTTP_HOST"
        case .database: "DATABASE_URL"
        case .rolePrefix: "SLUICE_ROLE_PREFIX"
        case .dataset: "SLUICE_DATASET"
        case .since: "SLUICE_SINCE"
        case .lookback: "SLUICE_LOOKBACK"
        case .maximumRequests: "SLUICE_MAX_REQUESTS"
        case .dailyLimit: "SLUICE_DAILY_LIMIT"
        case .maximumRejected: "SLUICE_MAX_REJECTED"
        case .leaseTimeToLive: "SLUICE_LEASE_TTL"
        case .trigger: "SLUICE_TRIGGER"
        case .packageID: "SLUICE_PACKAGE_ID"
        case .contract: "SLUICE_CONTRACT"
        case .progress: "SLUICE_PROGRESS"
        case .logFormat: "SLUICE_LOG_FORMAT"
        case .logLevel: "SLUICE_LOG_LEVEL"
        case .customerJourney: "SLUICE_CUSTOMER_JOURNEY"
        case .perProfile: "SLUICE_PER_PROFILE"
        case .spam: "SLUICE_SPAM"
        case .serveToken: "SLUICE_SERVE_TOKEN"
        case .servePassword: "SLUICE_SERVE_PASSWORD"
        }
    }

    /// Secret values can also lie in a file that `…_FILE` names, as containers mount them, and are never shown.
    var isSecret: Bool {
        switch self {
        case .token, .secret, .database, .serveToken, .servePassword: true
        default: false
        }
    }
}
