private import Glibc
import JSON

/// The names that are known in an object and what each is for, arranged so that a walk through the object's members needs
/// no dictionary.
///
/// Records of one resource carry their members in nearly the same order every time. So each member is first compared with
/// the one that followed its predecessor last time; only when that fails it is looked for, among the names of its length.
struct ObjectShape: Sendable {
    /// A known name of a member. Nothing in it is counted by reference: a walk looks at one after the other.
    struct Name: Sendable {
        /// Where its bytes lie among those of all names.
        fileprivate let start: Int
        fileprivate let length: Int
        /// The field that the member's value is, and the child table that is filled from it; -1 for none.
        let field: Int
        let child: Int
        /// Whether there is more to it: one of several places of a field, a path that goes on, a resource of its own.
        let isInvolved: Bool
    }

    enum Use: Sendable {
        /// The value of a field: its index, the place of this path among the field's paths, and the path's further steps.
        case field(Int, priority: Int, rest: [String])
        /// What a child table is filled from.
        case child(Int)
        /// Read as another resource.
        case elsewhere
        /// Belongs to a part that was not asked for: what comes of it all the same is kept aside.
        case unasked
    }

    private(set) var names: [Name] = []
    /// What each name is for, by its index.
    let uses: [[Use]]
    let fieldCount: Int
    let childInputs: [String]
    private var letters: [UInt8] = []
    private var namesByLength: [[Int]] = []

    /// - Parameters:
    ///   - childInputs: the members that child tables are filled from.
    ///   - elsewhere: the members that other resources are read from.
    ///   - unasked: the members of parts that were not asked for.
    init(fields: [Field], childInputs: [String], elsewhere: [String] = [], unasked: [String] = []) {
        var uses: [(name: String, uses: [Use])] = []
        func add(_ use: Use, to name: String) {
            if let index = uses.firstIndex(where: { $0.name == name }) {
                uses[index].uses.append(use)
            } else {
                uses.append((name, [use]))
            }
        }
        for (index, field) in fields.enumerated() {
            for (priority, path) in field.paths.enumerated() {
                guard let first = path.keys.first else { continue }
                add(.field(index, priority: priority, rest: Array(path.keys.dropFirst())), to: first)
            }
        }
        for (index, name) in childInputs.enumerated() {
            add(.child(index), to: name)
        }
        for name in elsewhere {
            add(.elsewhere, to: name)
        }
        for name in unasked where !uses.contains(where: { $0.name == name }) {
            add(.unasked, to: name)
        }
        self.fieldCount = fields.count
        self.childInputs = childInputs
        self.uses = uses.map(\.uses)
        for (name, uses) in uses {
            let bytes = Array(name.utf8)
            names.append(Name(start: letters.count, length: bytes.count, uses: uses, fields: fields))
            letters += bytes
        }
        namesByLength = Array(repeating: [], count: (names.map(\.length).max() ?? 0) + 1)
        for (index, name) in names.enumerated() {
            namesByLength[name.length].append(index)
        }
    }

    /// The index of a name; `guess` is tried first.
    func index(of key: UnsafeBufferPointer<UInt8>, guess: Int) -> Int? {
        if guess >= 0, matches(guess, key) { return guess }
        guard key.count < namesByLength.count else { return nil }
        return namesByLength[key.count].first { matches($0, key) }
    }

    private func matches(_ name: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        let name = names[name]
        guard name.length == key.count else { return false }
        return letters.withUnsafeBufferPointer { letters in
            guard let known = letters.baseAddress, let given = key.baseAddress else { return key.isEmpty }
            return memcmp(known + name.start, given, name.length) == 0
        }
    }

    /// Whether a member's content is reached through paths only, so that what no path reaches is left over.
    func isReachedByPathsOnly(_ name: Int) -> Bool {
        !uses[name].isEmpty
            && uses[name].allSatisfy { use in
                if case .field(_, _, let rest) = use { !rest.isEmpty } else { false }
            }
    }

    /// The first steps of the paths into a member.
    func innerKeys(_ name: Int) -> Set<String> {
        Set(
            uses[name].compactMap { use in
                if case .field(_, _, let rest) = use { rest.first } else { nil }
            })
    }
}

extension ObjectShape.Name {
    fileprivate init(start: Int, length: Int, uses: [ObjectShape.Use], fields: [Field]) {
        var places: [Int] = []
        var children: [Int] = []
        var isInvolved = false
        for use in uses {
            switch use {
            case .field(let index, _, let rest):
                places.append(index)
                isInvolved = isInvolved || !rest.isEmpty || fields[index].paths.count > 1
            case .child(let index): children.append(index)
            case .elsewhere, .unasked: isInvolved = true
            }
        }
        isInvolved = isInvolved || places.count > 1 || children.count > 1
        self.init(
            start: start, length: length, field: places.first ?? -1, child: children.first ?? -1,
            isInvolved: isInvolved)
    }
}
