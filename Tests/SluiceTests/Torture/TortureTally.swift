import Synchronization

/// How often each kind of fault struck, over all seeds. A fault that was planned and never came does not count.
final class TortureTally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// - Parameter kinds: what must not be missing from the list.
    init(kinds: [String] = []) {
        counts.withLock { counts in
            for kind in kinds { counts[kind] = 0 }
        }
    }

    func add(_ kind: String, _ count: Int = 1) {
        guard count > 0 else { return }
        counts.withLock { $0[kind, default: 0] += count }
    }

    var missing: [String] {
        counts.withLock { counts in counts.filter { $0.value == 0 }.keys.sorted() }
    }

    /// A line for each kind.
    var text: String {
        counts.withLock { counts in
            counts.sorted { $0.key < $1.key }.map { "  \($0.value)  \($0.key)" }.joined(separator: "\n")
        }
    }
}
