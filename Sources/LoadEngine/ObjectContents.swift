import JSON

/// What was found in one object: the value of each field, the inputs of the child tables, and what nobody takes.
struct ObjectContents {
    private(set) var values: [JSONValue?]
    private(set) var childInputs: [JSONValue?]
    /// Values that no column takes, by their name as it stands in `extra`, without quotes.
    private(set) var unknown: [Unknown] = []

    struct Unknown {
        let name: [UInt8]
        let value: JSONValue
        let standing: Standing

        /// Whether a contract has something to say of it. A field that is null has nothing to lose, and no type to be known by.
        var isSubject: Bool { standing == .unknown && value.kind != .null }
    }

    /// Why no column takes a value.
    enum Standing: Sendable {
        /// Nothing is known of the field.
        case unknown
        /// Its column has another value, or cannot hold this one.
        case beside
        /// It belongs to a part that was not asked for.
        case unasked
    }

    /// By name: the number of the object in which it was seen last, and the name that followed it then. Behind the names
    /// stands the beginning of an object.
    private var names: [(seenIn: Int, follower: Int)]
    private var objects = 0
    /// Members that take more than to be put in their place.
    private var involved: [(name: Int?, key: JSONValue, value: JSONValue)] = []
    private var priorities: [Int]
    private var origins: [JSONValue?]

    init(_ shape: ObjectShape) {
        values = Array(repeating: nil, count: shape.fieldCount)
        childInputs = Array(repeating: nil, count: shape.childInputs.count)
        priorities = Array(repeating: .max, count: shape.fieldCount)
        origins = Array(repeating: nil, count: shape.fieldCount)
        names = Array(repeating: (seenIn: 0, follower: -1), count: shape.names.count + 1)
    }

    /// Gives a field the value that stands outside of the object.
    mutating func set(_ field: Int, to value: JSONValue?) {
        values[field] = value
    }

    /// Takes an object in. A name that stands in it twice is a problem: one of the two values would be lost.
    mutating func read(_ object: JSONValue, shape: ObjectShape) throws(Misfit) {
        unknown.removeAll(keepingCapacity: true)
        involved.removeAll(keepingCapacity: true)
        objects += 1
        if let twice = walk(object, shape: shape) {
            throw Misfit(
                column: twice.key.makeString(), reason: "the field stands in the record twice", value: twice.value)
        }
        guard !involved.isEmpty else { return }
        for index in priorities.indices { priorities[index] = .max }
        for index in involved.indices {
            let (name, key, value) = involved[index]
            guard let name else {
                try addUnknown(Self.inner(key), value)
                continue
            }
            try take(value, as: name, of: shape, key: key)
        }
    }

    /// Puts the members in their places, and aside what takes more; returns a member whose name stands there twice.
    private mutating func walk(_ object: JSONValue, shape: ObjectShape) -> JSONMembers.Element? {
        let number = objects
        var twice: JSONMembers.Element?
        var involved: [(name: Int?, key: JSONValue, value: JSONValue)] = []
        swap(&involved, &self.involved)
        values.withUnsafeMutableBufferPointer { values in
            childInputs.withUnsafeMutableBufferPointer { childInputs in
                names.withUnsafeMutableBufferPointer { names in
                    values.update(repeating: nil)
                    childInputs.update(repeating: nil)
                    var previous = names.count - 1
                    for (key, value) in object.members {
                        guard let text = key.string else { continue }
                        guard let index = shape.index(of: text, guess: names[previous].follower) else {
                            involved.append((nil, key, value))
                            continue
                        }
                        names[previous].follower = index
                        previous = index
                        guard names[index].seenIn != number else {
                            twice = (key, value)
                            return
                        }
                        names[index].seenIn = number
                        let name = shape.names[index]
                        if name.isInvolved {
                            involved.append((index, key, value))
                        } else {
                            if name.field >= 0, !ColumnWriting.isNone(value) { values[name.field] = value }
                            if name.child >= 0 { childInputs[name.child] = value }
                        }
                    }
                }
            }
        }
        swap(&involved, &self.involved)
        return twice
    }

    private mutating func take(
        _ value: JSONValue, as name: Int, of shape: ObjectShape, key: JSONValue
    ) throws(Misfit) {
        for use in shape.uses[name] {
            switch use {
            case .elsewhere: break
            case .unasked: try addUnknown(Self.inner(key), value, .unasked)
            case .child(let index): childInputs[index] = value
            case .field(let index, let priority, let rest):
                var found: JSONValue? = value
                for step in rest { found = found?[step] }
                try offer(found, to: index, priority: priority, key: key)
            }
        }
        if shape.isReachedByPathsOnly(name) {
            try addLeftovers(of: value, besides: shape.innerKeys(name), key: key)
        }
    }

    /// Of several places that may carry a field, the first that has a value is taken; another value is kept aside.
    private mutating func offer(
        _ value: JSONValue?, to index: Int, priority: Int, key: JSONValue
    ) throws(Misfit) {
        guard let value, !ColumnWriting.isNone(value) else { return }
        if let present = values[index] {
            if !present.text.elementsEqual(value.text) {
                let presentWins = priority >= priorities[index]
                let loser = presentWins ? (key, value) : (origins[index] ?? key, present)
                try addUnknown(Self.inner(loser.0), loser.1, .beside)
            }
            guard priority < priorities[index] else { return }
        }
        values[index] = value
        priorities[index] = priority
        origins[index] = key
    }

    private mutating func addLeftovers(
        of value: JSONValue, besides innerKeys: Set<String>, key: JSONValue
    ) throws(Misfit) {
        guard value.kind == .object else {
            if !ColumnWriting.isNone(value), value.kind != .array || value.count > 0 {
                try addUnknown(Self.inner(key), value)
            }
            return
        }
        for (innerKey, innerValue) in value.members {
            guard let innerName = innerKey.makeString(), !innerKeys.contains(innerName) else { continue }
            try addUnknown(Self.inner(key) + [UInt8(ascii: ".")] + Self.inner(innerKey), innerValue)
        }
    }

    private mutating func addUnknown(
        _ name: [UInt8], _ value: JSONValue, _ standing: Standing = .unknown
    ) throws(Misfit) {
        guard !unknown.contains(where: { $0.name == name }) else {
            throw Misfit(
                column: nil, reason: "a field that no column takes stands in the record twice", value: value)
        }
        unknown.append(Unknown(name: name, value: value, standing: standing))
    }

    /// Keeps a value in `extra` that its own column cannot hold.
    mutating func keepAside(_ name: [UInt8], _ value: JSONValue) throws(Misfit) {
        // Two columns may read one field, and neither take it.
        let isKept = unknown.contains { $0.name == name && $0.value.text.elementsEqual(value.text) }
        guard !isKept else { return }
        try addUnknown(name, value, .beside)
    }

    /// Leaves values of unknown fields out of `extra`.
    mutating func leaveOutUnknown() {
        unknown.removeAll { $0.isSubject }
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
