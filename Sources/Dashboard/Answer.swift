import Foundation
import HTTPTypes

/// What is sent back.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields = [:]
    var body: [UInt8] = []

    init(_ status: HTTPResponse.Status, contentType: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers[.contentType] = contentType
    }

    static func text(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        Answer(status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }

    static func html(_ status: HTTPResponse.Status, _ html: HTML) -> Answer {
        Answer(status, contentType: "text/html; charset=utf-8", body: Array(html.text.utf8))
    }

    static func json(_ status: HTTPResponse.Status, _ bytes: some Sequence<UInt8>) -> Answer {
        Answer(status, contentType: "application/json", body: Array(bytes))
    }

    /// The same for everybody: nothing from elsewhere is loaded, framed or kept, and nobody learns where one came from.
    private static let securityHeaders: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (.named("Referrer-Policy"), "no-referrer"),
        (.named("X-Frame-Options"), "DENY"),
        (.named("Cross-Origin-Opener-Policy"), "same-origin"),
        (.named("Cross-Origin-Resource-Policy"), "same-origin"),
        (.named("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]

    /// The head as it is sent: with what every answer has.
    func head(at date: Date = Date()) -> HTTPResponse {
        var fields = headers
        for (name, value) in Self.securityHeaders { fields[name] = value }
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        if status != .notModified { fields[.contentLength] = String(body.count) }
        fields[.date] = date.formatted(Self.httpDate)
        return HTTPResponse(status: status, headerFields: fields)
    }

    private static let httpDate = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
}

extension HTTPField.Name {
    /// A name that is a literal of ours.
    static func named(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("not the name of a header: \(name)") }
        return name
    }
}
