/// One answer gone wrong, in a way that a load has to notice and survive.
///
/// What the API does all the time is a matter of ``Quirks``; a fault strikes single requests, as
/// ``Sandbox/strike(_:times:afterRequests:path:)`` says. It strikes only where it shows: a fault of pages waits for a page
/// that it can spoil.
package enum Fault: String, CaseIterable, Sendable, Codable {
    // MARK: - Refusals, of any request that was let in

    /// 429 without advice, as the API gives it.
    case tooManyRequests
    /// 429 with `Retry-After`, as ``Quirks/retryAfterSeconds`` says.
    case tooManyRequestsRetryAfter
    /// 500 and a page of HTML.
    case serverError
    /// 502 and a page of HTML, as a gateway in front of the API gives it.
    case badGateway
    /// 401 in the words for a wrong key, though the key is right.
    case authenticationRefused

    // MARK: - Right answers that arrive badly

    /// The right bytes in small pieces, over ``Quirks/slowBytesMilliseconds``.
    case slowBytes
    /// `Content-Length` tells of the whole body, half of it comes, then the connection is closed.
    case cutConnection

    // MARK: - Wrong answers with status 200, complete as far as HTTP can tell

    /// The first half of the JSON, with a `Content-Length` that fits.
    case truncatedPage
    /// A page of HTML.
    case htmlPage
    /// No byte, said to be JSON.
    case emptyBody
    /// The latest page that was given on the same path, whatever this request asks for.
    case repeatedPage
    /// No records, and totals of none.
    case emptyPage
    /// The right records; both totals are higher by 7.
    case wrongTotal
    /// The right records, last one first.
    case wrongOrder
}
