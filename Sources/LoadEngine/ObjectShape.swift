import JSON

/// The names that are known in an object and what each is for, arranged so that a walk through the object's members needs
/// no dictionary.
///
/// Records of one resource carry their members in nearly the same order every time. So each member is first compared with
/// the one that followed its predecessor last time; only when that fails it is looked for, among the names of its length.
struct ObjectShape: Sendable {
    /// A known name of a member.
    struct Name: Sendable {
        let bytes: [UInt8]
        let uses: [Use]

        /// Whether the member's content is reached through paths only, so that what no path reaches is left over.
        var isReachedByPathsOnly: Bool {
            !uses.isEmpty
                && uses.allSatisfy { use in
                    if case .field(_, _, let rest) = use { !rest.isEmpty } else { false }
                }
        }

        /// The first steps of the paths into the member.
        var innerKeys: Set<String> {
            Set(
                uses.compactMap { use in
                    if case .field(_, _, let rest) = use { rest.first } else { nil }
                })
        }
    }

    enum Use: Sendable {
        /// The value of a field: its index, the place of this path among the field's paths, and the path's further steps.
        case field(Int, priority: Int, rest: [String])
        /// What a child table is filled from.
        case child(Int)
        /// Read as another resource.
        case elsewhere
    }

    private(set) var names: [Name] = []
    let fieldCount: Int
    let childInputs: [String]
    private var namesByLength: [[Int]] = []

    /// - Parameters:
    ///   - childInputs: the members that child tables are filled from.
    ///   - elsewhere: the members that other resources are read from.
    init(fields: [Field], childInputs: [String], elsewhere: [String] = []) {
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
        self.fieldCount = fields.count
        self.childInputs = childInputs
        self.names = uses.map { Name(bytes: Array($0.name.utf8), uses: $0.uses) }
        self.namesByLength = Array(repeating: [], count: (names.map(\.bytes.count).max() ?? 0) + 1)
        for (index, name) in names.enumerated() {
            namesByLength[name.bytes.count].append(index)
        }
    }

    /// The index of a name; `guess` is tried first.
    func index(of key: UnsafeBufferPointer<UInt8>, guess: Int) -> Int? {
        if guess >= 0, matches(guess, key) { return guess }
        guard key.count < namesByLength.count else { return nil }
        return namesByLength[key.count].first { matches($0, key) }
    }

    private func matches(_ name: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        names[name].bytes.count == key.count && names[name].bytes.elementsEqual(key)
    }
}

/// What was found in one object: the value of each field, the inputs of the child tables, and what nobody takes.
struct ObjectContents {
    var values: [JSONValue?]
    var childInputs: [JSONValue?]
    /// Members that no field takes, by their name as it stands in `extra`, without quotes.
    private(set) var unknown: [(name: [UInt8], value: JSONValue)] = []

    private var priorities: [Int]
    private var origins: [JSONValue?]
    private var seen: [Bool]
    private var followers: [Int]

    init(_ shape: ObjectShape) {
        values = Array(repeating: nil, count: shape.fieldCount)
        childInputs = Array(repeating: nil, count: shape.childInputs.count)
        priorities = Array(repeating: .max, count: shape.fieldCount)
        origins = Array(repeating: nil, count: shape.fieldCount)
        seen = Array(repeating: false, count: shape.names.count)
        followers = Array(repeating: -1, count: shape.names.count + 1)
    }

    /// Takes an object in. A name that stands in it twice is a problem: one of the two values would be lost.
    mutating func read(_ object: JSONValue, shape: ObjectShape) throws(MappingProblem) {
        for index in values.indices {
            values[index] = nil
            priorities[index] = .max
        }
        for index in childInputs.indices { childInputs[index] = nil }
        for index in seen.indices { seen[index] = false }
        unknown.removeAll(keepingCapacity: true)

        var previous = shape.names.count
        for (key, value) in object.members {
            guard let name = key.string else { continue }
            guard let index = shape.index(of: name, guess: followers[previous]) else {
                try addUnknown(Self.inner(key), value)
                continue
            }
            followers[previous] = index
            previous = index
            guard !seen[index] else {
                throw MappingProblem(
                    column: String(decoding: name, as: UTF8.self), reason: "the field stands in the record twice")
            }
            seen[index] = true
            try take(value, as: shape.names[index], key: key)
        }
    }

    private mutating func take(
        _ value: JSONValue, as name: ObjectShape.Name, key: JSONValue
    ) throws(MappingProblem) {
        for use in name.uses {
            switch use {
            case .elsewhere: break
            case .child(let index): childInputs[index] = value
            case .field(let index, let priority, let rest):
                var found: JSONValue? = value
                for step in rest { found = found?[step] }
                try offer(found, to: index, priority: priority, key: key)
            }
        }
        if name.isReachedByPathsOnly { try addLeftovers(of: value, name: name, key: key) }
    }

    /// Of several places that may carry a field, the first that has a value is taken; another value is kept aside.
    private mutating func offer(
        _ value: JSONValue?, to index: Int, priority: Int, key: JSONValue
    ) throws(MappingProblem) {
        guard let value, !ColumnWriting.isNone(value) else { return }
        if let present = values[index] {
            if !present.text.elementsEqual(value.text) {
                let presentWins = priority >= priorities[index]
                let loser = presentWins ? (key, value) : (origins[index] ?? key, present)
                try addUnknown(Self.inner(loser.0), loser.1)
            }
            guard priority < priorities[index] else { return }
        }
        values[index] = value
        priorities[index] = priority
        origins[index] = key
    }

    private mutating func addLeftovers(
        of value: JSONValue, name: ObjectShape.Name, key: JSONValue
    ) throws(MappingProblem) {
        guard value.kind == .object else {
            if !ColumnWriting.isNone(value), value.kind != .array || value.count > 0 {
                try addUnknown(Self.inner(key), value)
            }
            return
        }
        for (innerKey, innerValue) in value.members {
            guard let innerName = innerKey.makeString(), !name.innerKeys.contains(innerName) else { continue }
            try addUnknown(Self.inner(key) + [UInt8(ascii: ".")] + Self.inner(innerKey), innerValue)
        }
    }

    private mutating func addUnknown(_ name: [UInt8], _ value: JSONValue) throws(MappingProblem) {
        guard !unknown.contains(where: { $0.name == name }) else {
            throw MappingProblem(
                column: nil, reason: "a field that no column takes stands in the record twice")
        }
        unknown.append((name, value))
    }

    /// A key as it stands in the document, without its quotes.
    private static func inner(_ key: JSONValue) -> [UInt8] {
        var text: [UInt8] = []
        _ = key.sanitizedText(into: &text)
        return Array(text.dropFirst().dropLast())
    }

    /// The unknown members as one JSON object, clean enough for `jsonb`; nil when there are none.
    func extra() -> (json: [UInt8], replaced: Int)? {
        guard !unknown.isEmpty else { return nil }
        var json: [UInt8] = [UInt8(ascii: "{")]
        var replaced = 0
        for (index, member) in unknown.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json.append(UInt8(ascii: "\""))
            json.append(contentsOf: member.name)
            json.append(contentsOf: Array("\":".utf8))
            replaced += member.value.sanitizedText(into: &json)
        }
        json.append(UInt8(ascii: "}"))
        return (json, replaced)
    }
}
