/// A refusal, with the status and the message that the API gives (API reference, "Error envelope and status codes").
struct APIError: Error {
    let status: Int
    /// Nil where the API answers with a status alone.
    let message: String?

    init(status: Int, message: String?) {
        self.status = status
        self.message = message
    }

    static let notAuthenticated = APIError(status: 401, message: "Authentication not provided.")
    static let wrongCredentials = APIError(status: 401, message: "Authentication failed.")
    static let wrongMethod = APIError(status: 405, message: "Method not allowed: this sandbox only reads.")

    /// In the one wording that was observed; what the parameter should be is told after it.
    static func invalid(_ name: String, _ wanted: String, _ quirks: Quirks) -> APIError {
        APIError(status: quirks.invalidParameterStatus, message: "Invalid \(name) parameter, please \(wanted)")
    }

    static func invalidRange(_ reason: String, _ quirks: Quirks) -> APIError {
        APIError(status: quirks.invalidParameterStatus, message: "Invalid date range, \(reason)")
    }

    static func unknownLead(_ quirks: Quirks) -> APIError {
        APIError(status: quirks.unknownLeadStatus, message: "Invalid lead ID.")
    }

    /// Accounts, profiles, users and roles: a status and no body.
    static func unknownObject(_ quirks: Quirks) -> APIError {
        APIError(status: quirks.unknownAccountStatus, message: nil)
    }

    static func agencyOnly(_ quirks: Quirks) -> APIError {
        APIError(status: quirks.agencyOnlyStatus, message: "An agency key is required.")
    }

    static func tooManyRequests(_ quirks: Quirks) -> APIError {
        APIError(status: quirks.tooManyRequestsStatus, message: "Too many requests.")
    }
}
