/// The paths of the API under `/api/v1/` (API reference, "Endpoint index"). Everything else is an HTML page.
enum APIEndpoint {
    case leads
    case lead(String)
    case recording
    case accounts
    case account(String)
    case profiles(account: String)
    case profile(account: String, String)
    case users
    case user(String)
    case roles
    case role(String)
    case numbers
    case forms

    /// - Parameter components: what follows `/api/v1/`.
    init?(_ components: ArraySlice<String>) {
        let components = Array(components)
        switch (components.first, components.count) {
        case ("leads", 1): self = .leads
        case ("leads", 2): self = .lead(components[1])
        case ("recording", 1): self = .recording
        case ("accounts", 1): self = .accounts
        case ("accounts", 2): self = .account(components[1])
        case ("accounts", 3) where components[2] == "profiles": self = .profiles(account: components[1])
        case ("accounts", 4) where components[2] == "profiles": self = .profile(account: components[1], components[3])
        case ("users", 1): self = .users
        case ("users", 2): self = .user(components[1])
        case ("roles", 1): self = .roles
        case ("roles", 2): self = .role(components[1])
        case ("tracking", 2) where components[1] == "numbers": self = .numbers
        case ("tracking", 2) where components[1] == "forms": self = .forms
        default: return nil
        }
    }

    /// Refused to a profile key.
    var isAgencyOnly: Bool {
        switch self {
        case .leads, .lead, .recording, .numbers, .forms: false
        case .accounts, .account, .profiles, .profile, .users, .user, .roles, .role: true
        }
    }
}
