import Foundation
import Testing

/// The articles about the library show code that is built and run: each block of it stands in the example package.
struct ArticleTests {
    @Test(arguments: ["LoadEngine", "TheLifeOfAPage", "AddingAResource", "AfterACrash"])
    func `what an article shows stands in the example package`(article: String) throws {
        let root = Example.package + "/../.."
        let text = try String(
            contentsOfFile: "\(root)/Sources/LoadEngine/LoadEngine.docc/\(article).md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        #expect(!blocks.isEmpty)
        let sources = try Self.sources().map(Self.words)
        for block in blocks {
            // The first line names the language.
            let shown = Self.words(block.drop { $0 != "\n" })
            #expect(sources.contains { $0.contains(shown) }, "\(block)")
        }
    }

    private static func sources() throws -> [String] {
        let folders = ["Sources/BookshopLoader", "Sources/WhatConvertsLoader", "migrations/bookshop"]
        return try folders.flatMap { folder in
            let path = "\(Example.package)/\(folder)"
            return try FileManager.default.contentsOfDirectory(atPath: path).map {
                try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8)
            }
        }
    }

    /// Where lines begin does not matter: an article shows a method without its type around it.
    private static func words(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
