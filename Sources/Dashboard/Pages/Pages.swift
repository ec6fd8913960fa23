package import Foundation
package import Postgres

/// The pages of the dashboard, made of what the books say: same words and same numbers as the status.
package struct Pages: Sendable {
    let version: String

    /// - Parameter version: that of the program, for the foot of the pages.
    package init(version: String) { self.version = version }

    package func overview(_ ask: PageAsk, _ books: Transaction) async throws -> HTML {
        try await OverviewPage.read(ask, books).html(version: version)
    }

    package func packages(_ ask: PageAsk, _ books: Transaction) async throws -> HTML {
        try await PackagesPage.read(ask, books).html(version: version)
    }

    /// - Returns: nil when there is no such package.
    package func package(_ id: UUID, _ ask: PageAsk, _ books: Transaction) async throws -> HTML? {
        try await PackagePage.read(id, ask, books)?.html(version: version)
    }

    package func schema(_ ask: PageAsk, _ books: Transaction) async throws -> HTML {
        try await SchemaPage.read(ask, books).html(version: version)
    }

    package func data(_ ask: PageAsk, _ books: Transaction) async throws -> HTML {
        try await DataPage.read(ask, books).html(version: version)
    }

    /// What a person's browser gets for every error.
    package func failure(status: Int, title: String, words: String) -> HTML {
        Frame(version: version, title: title).html(
            """
            <div class="failure"><p class="eyebrow">\(status)</p><h1>\(Words.sentence(title))</h1>
            <p>\(Words.sentence(words))</p>
            <p><a href="/">To the overview</a></p></div>
            """)
    }

    /// What a browser gets that is not let in: nothing of the program but why.
    static func refusal(title: String, words: String) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(Words.sentence(title))</title>
        </head>
        <body><main><h1>\(Words.sentence(title))</h1><p>\(Words.sentence(words))</p></main></body>
        </html>

        """
    }

    /// A file that the pages name. The name holds a hash of the content, so it may be kept for ever; the tag is in its quotes,
    /// as the header wants it.
    package func asset(_ name: String) -> (contentType: String, bytes: [UInt8], etag: String)? {
        Assets.all.first { $0.name == name }.map { ($0.contentType, $0.bytes, "\"\($0.hash)\"") }
    }
}
