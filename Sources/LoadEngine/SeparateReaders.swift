/// When it shows that the default answers hold the records of the separate pass, if each request takes as long: the first span is
/// read alone, the others side by side as ``SpanJob`` reads them.
///
/// What shows at the very moment at which a span begins comes too late for it: the small spans, which make room for another, are
/// a little faster than the large ones, which show it.
struct SeparateReaders {
    private let atOnce: Int
    /// When each reader is done, in requests from the beginning.
    private var ends: [Int] = []
    private var shownAt: Int?
    private var begun = 0
    private var start = 0

    init(atOnce: Int) {
        self.atOnce = max(1, atOnce)
    }

    var show: Bool { shownAt != nil }

    /// Whether the next span is read separately too.
    mutating func begin() -> Bool {
        if begun == 0 {
            start = 0
        } else if begun == 1 {
            ends = Array(repeating: ends.first ?? 0, count: atOnce)
            start = ends[0]
            // The first one is over before any other begins.
            if show { return false }
        }
        if begun > 0, let free = ends.indices.min(by: { ends[$0] < ends[$1] }) { start = ends[free] }
        if let shownAt, shownAt < start { return false }
        return true
    }

    mutating func end(separatePages: Int, pages: Int, shows: Bool) {
        if shows { shownAt = min(shownAt ?? .max, start + separatePages + 1) }
        let end = start + separatePages + pages
        if begun == 0 {
            ends = [end]
        } else if let free = ends.indices.min(by: { ends[$0] < ends[$1] }) {
            ends[free] = end
        }
        begun += 1
    }
}
