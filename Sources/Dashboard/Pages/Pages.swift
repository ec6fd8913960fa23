package import Foundation
package import Postgres

/// The pages of the dashboard, made of what the books say: same words and same numbers as the status.
package struct Pages: Sendable {
    let version: String

    /// - Parameter version: that of the program, for the foot of the pages.
    package init(version: String) { self.version = version }

    package func overview(_ ask: PageAsk, _ books: Transaction) async throws -> HTML { "<p>overview</p>" }
    package func packages(_ ask: PageAsk, _ books: Transaction) async throws -> HTML { "<p>packages</p>" }
    package func package(_ id: UUID, _ ask: PageAsk, _ books: Transaction) async throws -> HTML? { nil }
    package func schema(_ ask: PageAsk, _ books: Transaction) async throws -> HTML { "<p>schema</p>" }
    package func data(_ ask: PageAsk, _ books: Transaction) async throws -> HTML { "<p>data</p>" }
    package func failure(status: Int, title: String, words: String) -> HTML {
        "<h1>\(status) \(title)</h1><p>\(words)</p>"
    }
    package func asset(_ name: String) -> (contentType: String, bytes: [UInt8], etag: String)? { nil }
}
