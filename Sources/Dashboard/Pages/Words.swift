import Foundation

/// Sentences of the books, in which commands stand between back-ticks.
enum Words {
    static func html(_ text: String) -> HTML {
        let parts = text.components(separatedBy: "`")
        // An odd number of back-ticks is no pair, and stays as it is.
        guard parts.count % 2 == 1 else { return "\(text)" }
        return parts.enumerated().map { index, part in
            index % 2 == 1 ? "<code>\(part)</code>" as HTML : "\(part)"
        }.joined()
    }

    /// The same with a capital at its beginning, for what stands alone.
    static func sentence(_ text: String) -> HTML {
        guard let first = text.first, first.isLetter else { return html(text) }
        return html(first.uppercased() + text.dropFirst())
    }
}
