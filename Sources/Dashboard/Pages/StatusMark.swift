/// The status of a package or a job: a word, a shape and a colour, each of which would do alone.
enum StatusMark {
    /// The words that `sluice.load_packages` knows, in the order in which a reader asks for them.
    static let packageStatuses = ["started", "loaded", "partial", "failed", "cancelled", "abandoned"]

    static func html(_ status: String) -> HTML { mark(status, as: status) }

    /// Of a migration.
    static let applied = mark("applied", as: "loaded")

    private static func mark(_ word: String, as status: String) -> HTML {
        "<span class=\"status \(group(status))\"><span class=\"shape\" aria-hidden=\"true\">\(shape(status))</span>\(word)</span>"
    }

    /// The classes of the style sheet.
    static func group(_ status: String) -> String {
        switch status {
        case "loaded": "good"
        case "started", "begun": "busy"
        case "partial": "half"
        case "failed", "abandoned": "bad"
        default: "idle"
        }
    }

    private static func shape(_ status: String) -> String {
        switch status {
        case "loaded": "✓"
        case "started", "begun": "…"
        case "partial": "◐"
        case "failed", "abandoned": "✗"
        default: "–"
        }
    }
}
