internal import NIOCore

extension SandboxAnswer {
    /// What the fault makes of this answer; nil when it would not show.
    ///
    /// - Parameter latest: the page that was last given on the same path.
    func struck(by fault: Fault, latest: SandboxAnswer?, quirks: Quirks) -> SandboxAnswer? {
        switch fault {
        case .tooManyRequests: return SandboxAnswer(.tooManyRequests(quirks), quirks: quirks)
        case .tooManyRequestsRetryAfter:
            var answer = SandboxAnswer(.tooManyRequests(quirks), quirks: quirks)
            answer.retryAfter = quirks.retryAfterSeconds
            return answer
        case .serverError: return .serverError
        case .badGateway: return .badGateway
        case .authenticationRefused: return SandboxAnswer(.wrongCredentials, quirks: quirks)

        // All others spoil a success.
        case _ where status != 200: return nil
        case .slowBytes: return delivered(.slow(milliseconds: quirks.slowBytesMilliseconds))
        case .cutConnection: return delivered(.cut)
        case .truncatedPage: return truncated
        case .htmlPage: return .maintenance
        case .emptyBody: return SandboxAnswer(body: ByteBuffer())
        case .repeatedPage: return latest.flatMap { envelope != nil && $0.body != body ? $0 : nil }
        case .emptyPage: return withoutRecords
        case .wrongTotal: return withWrongTotals
        case .wrongOrder: return reversed
        }
    }

    private static let badGateway = SandboxAnswer(
        status: 502, contentType: html,
        body: ByteBuffer(
            string: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"))

    private static let maintenance = SandboxAnswer(
        contentType: html,
        body: ByteBuffer(string: "<!DOCTYPE html><html><body><h1>We will be back in a moment.</h1></body></html>"))

    /// Fewer than two bytes have no halves, and cannot be slow.
    private func delivered(_ delivery: Delivery) -> SandboxAnswer? {
        guard body.readableBytes > 1 else { return nil }
        var answer = self
        answer.delivery = delivery
        return answer
    }
}
