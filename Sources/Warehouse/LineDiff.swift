/// What changed between two texts, line by line, as `diff -u` shows it.
struct LineDiff: Sendable {
    private enum Line {
        case kept([UInt8])
        case removed([UInt8])
        case inserted([UInt8])

        var text: String {
            switch self {
            case .kept(let line): " " + String(decoding: line, as: UTF8.self)
            case .removed(let line): "-" + String(decoding: line, as: UTF8.self)
            case .inserted(let line): "+" + String(decoding: line, as: UTF8.self)
            }
        }

        var isKept: Bool { if case .kept = self { true } else { false } }
        var isOld: Bool { if case .inserted = self { false } else { true } }
        var isNew: Bool { if case .removed = self { false } else { true } }
    }

    private let lines: [Line]
    /// How many lines are shown around a change.
    private static let context = 2

    init(from old: String, to new: String) {
        // By bytes: as texts, an accented letter would equal its two parts.
        let old = Self.split(old)
        let new = Self.split(new)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [Line] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            if removed.contains(oldIndex) {
                lines.append(.removed(old[oldIndex]))
                oldIndex += 1
            } else if inserted.contains(newIndex) {
                lines.append(.inserted(new[newIndex]))
                newIndex += 1
            } else {
                lines.append(.kept(new[newIndex]))
                oldIndex += 1
                newIndex += 1
            }
        }
        self.lines = lines
    }

    /// The hunks, each under a line that says where it stands in both texts; empty when nothing changed.
    var text: String {
        hunks.map { hunk in
            let before = lines[..<hunk.lowerBound]
            let (old, new) = (before.count { $0.isOld }, before.count { $0.isNew })
            let shown = lines[hunk]
            let head =
                "@@ -\(old + 1),\(shown.count { $0.isOld }) +\(new + 1),\(shown.count { $0.isNew }) @@"
            return ([head] + shown.map(\.text)).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private var hunks: [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, line) in lines.enumerated() where !line.isKept {
            let around = max(0, index - Self.context)..<min(lines.count, index + Self.context + 1)
            if let last = hunks.last, around.lowerBound <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
            } else {
                hunks.append(around)
            }
        }
        return hunks
    }

    private static func split(_ text: String) -> [[UInt8]] {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        // What a last line's end is followed by is no line.
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }
}
