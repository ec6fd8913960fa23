import Books
import HTTPTypes

/// An error as it is answered: a page for a browser, a problem (RFC 9457) for what reads JSON, a line of text elsewhere.
struct Failure: Error {
    let status: HTTPResponse.Status
    let title: String
    /// What is so, and what to do.
    let words: String
    var headers: HTTPFields = [:]
    /// The package that is meant, such as the one that holds the dataset.
    var packageID: String?
    /// Whoever it goes to is told nothing of what there is.
    var isForStranger = false

    init(_ status: HTTPResponse.Status, _ title: String, _ words: String) {
        self.status = status
        self.title = title
        self.words = words
    }

    init(_ unavailable: Unavailable) {
        self.init(.serviceUnavailable, "not available now", unavailable.description)
        headers[.retryAfter] = "5"
    }

    private struct Problem: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let detail: String
        let packageId: String?

        private enum CodingKeys: String, CodingKey { case type, title, status, detail, packageId }
    }

    func answer(_ request: IncomingRequest, _ pages: Pages) -> Answer {
        var answer: Answer
        if request.isForPeople {
            answer = .html(
                status,
                isForStranger
                    ? Pages.refusal(title: title, words: words)
                    : pages.failure(status: status.code, title: title, words: words))
        } else if request.path.hasPrefix("/api") {
            let problem = Problem(title: title, status: status.code, detail: words, packageId: packageID)
            do {
                answer = .json(status, try JSONText.data(problem))
                answer.headers[.contentType] = "application/problem+json"
            } catch {
                answer = .text(status, words)
            }
        } else {
            answer = .text(status, words)
        }
        for field in headers { answer.headers.append(field) }
        return answer
    }
}
