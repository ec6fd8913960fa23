import Books
import Foundation

/// Instants as a page shows them: how long ago for people, the exact time (UTC) for who asks.
struct Moment {
    let instant: Date
    let now: Date

    init(_ instant: Date, now: Date) {
        self.instant = instant
        self.now = now
    }

    /// `<time>5 min ago</time>`, with the instant as its title.
    var ago: HTML {
        let seconds = now.timeIntervalSince(instant)
        let words = seconds < 0 ? "in \(Age.words(-seconds))" : "\(Age.words(seconds)) ago"
        return "<time datetime=\"\(Self.machine(instant))\" title=\"\(Self.exact(instant)) UTC\">\(words)</time>"
    }

    /// `<time>2024-01-31 05:06:07</time>`: UTC, which its column or sentence says.
    static func time(_ instant: Date) -> HTML {
        "<time datetime=\"\(machine(instant))\">\(exact(instant))</time>"
    }

    /// `2024-01-31 05:06:07`.
    static func exact(_ instant: Date) -> String {
        machine(instant).replacing("T", with: " ").replacing("Z", with: "")
    }

    private static func machine(_ instant: Date) -> String { instant.formatted(.iso8601) }
}
