import JSON
import Warehouse

@testable import LoadEngine

/// A record drawn from what a resource declares, and what must become of it.
struct DrawnRecord {
    let json: String
    /// The rows of each table that must be there, the cells in the order of its columns; none when it is to be rejected.
    var rows: [String: [[DrawnValue.Cell?]]] = [:]
    /// The records that must be kept as rejected ones: this one, and those inside of it.
    var rejected: [String] = []
}

/// Draws records of a resource, with and without what does not fit.
struct RecordDrawer {
    let source: Source
    var numbers: SeededNumbers

    private enum Noise: CaseIterable {
        case misfit, missingKey, nameTwice, noRecord, misfitInside
    }

    /// - Parameter noise: how many of a hundred records have something that makes them rejected ones. Unknown fields come anyway.
    mutating func draw(_ resource: Resource, number: Int, noise: Int) -> DrawnRecord {
        let noise = numbers.chance(noise) ? numbers.pick(Noise.allCases) : nil
        if noise == .noRecord {
            let json = numbers.pick(["5", "[\(number)]", "\"text \(number)\"", "null", "true"])
            return DrawnRecord(json: json, rejected: [json])
        }
        let key = key(resource, number)
        var members = noise == .missingKey ? [:] : key.members
        var object = drawObject(resource.fields.filter { key.cells[$0.column] == nil }, spoiling: noise == .misfit)
        members.merge(object.members) { _, drawn in drawn }
        object.cells.merge(key.cells) { _, key in key }
        var record = DrawnRecord(json: "")
        let keyCells = resource.key.map { object.cells[$0] ?? nil }
        var children = drawChildren(resource.children, drawn: object.maps, spoiling: noise == .misfitInside)
        members.merge(children.members) { mine, _ in mine }
        let isSpoilt = noise == .missingKey || object.isSpoilt || children.isSpoilt || noise == .nameTwice
        for nested in nested(in: resource) {
            let drawn = drawNested(nested.resource, at: number, parent: key, hasKey: noise != .missingKey)
            members[nested.member] = "[\(drawn.map(\.json).joined(separator: ","))]"
            for one in drawn {
                record.rejected += one.rejected
                record.rows.merge(one.rows, uniquingKeysWith: +)
            }
        }
        var list = members.map { "\(RecordDrawer.quoted($0.key)):\($0.value)" }.sorted()
        list.shuffle(using: &numbers)
        if noise == .nameTwice { list.append(list[0]) }
        let json = "{\(list.joined(separator: numbers.pick([",", " ,\n"])))}"
        if isSpoilt {
            record.rejected.append(json)
        } else {
            record.rows[resource.name, default: []].append(
                resource.fields.map { object.cells[$0.column] ?? nil } + [object.extra])
            for (table, rows) in children.rows {
                record.rows[table, default: []] += rows.map { keyCells + $0 }
            }
        }
        children.rows = [:]
        return DrawnRecord(json: json, rows: record.rows, rejected: record.rejected)
    }

    // MARK: - Keys

    private struct Key {
        var members: [String: String] = [:]
        var cells: [String: DrawnValue.Cell?] = [:]
    }

    private mutating func key(_ resource: Resource, _ number: Int) -> Key {
        var key = Key()
        for column in resource.key {
            guard let field = resource.fields.first(where: { $0.column == column }) else { continue }
            let drawn =
                field.type == .text
                ? DrawnValue("\"key \(number)\"", "key \(number)") : DrawnValue.whole(Int64(1_000 + number), &numbers)
            key.members[field.paths[0].keys[0]] = drawn.json
            key.cells[column] = drawn.cell
        }
        return key
    }

    // MARK: - Objects

    private struct Object {
        var members: [String: String] = [:]
        var cells: [String: DrawnValue.Cell?] = [:]
        var extra: DrawnValue.Cell?
        /// The maps among the fields, by the name of the member.
        var maps: [String: DrawnMap] = [:]
        var isSpoilt = false
    }

    private mutating func drawObject(_ fields: [Field], spoiling: Bool) -> Object {
        var object = Object()
        var inner: [String: [String]] = [:]
        let spoilt = spoiling ? fields.indices.randomElement(using: &numbers) : nil
        for (index, field) in fields.enumerated() {
            object.cells[field.column] = .some(nil)
            guard index == spoilt || numbers.chance(75) else { continue }
            let path = numbers.pick(field.paths)
            let json: String
            if index == spoilt {
                json = DrawnValue.misfit(field, &numbers)
                object.isSpoilt = true
            } else if field.isMap, numbers.chance(90) {
                let map = DrawnMap.draw(&numbers)
                object.maps[path.keys[0]] = map
                object.cells[field.column] = .some(.json(map.plain))
                json = map.json
            } else {
                let drawn = field.isMap ? DrawnValue("null", nil) : DrawnValue.draw(field, &numbers)
                object.cells[field.column] = .some(drawn.cell)
                json = drawn.json
            }
            if path.keys.count == 1 {
                object.members[path.keys[0]] = json
            } else {
                inner[path.keys[0], default: []].append("\"\(path.keys[1])\":\(json)")
            }
        }
        for (name, members) in inner { object.members[name] = "{\(members.joined(separator: ","))}" }
        var extra: [Plain.Member] = []
        while numbers.chance(20), extra.count < 3 {
            let name = "new \(extra.count)"
            let map = DrawnMap.draw(&numbers)
            // As it came, a list for a map too.
            extra.append(
                .init(name: name, value: map.entries.isEmpty && map.json.first == "[" ? .array([]) : map.plain))
            object.members[name] = map.json
        }
        object.extra = extra.isEmpty ? nil : .json(.object(extra))
        return object
    }

    // MARK: - Children

    private struct Children {
        var members: [String: String] = [:]
        /// Without the parent's key.
        var rows: [String: [[DrawnValue.Cell?]]] = [:]
        var isSpoilt = false
    }

    private mutating func drawChildren(
        _ children: [Child], drawn maps: [String: DrawnMap], spoiling: Bool
    ) -> Children {
        var drawn = Children()
        for child in children {
            switch child.rows {
            case .entries(let groups, _):
                for group in groups {
                    for (index, entry) in (maps[group.field]?.entries ?? []).enumerated() {
                        drawn.rows[child.table, default: []].append(
                            [
                                .text(group.field), .text("\(index + 1)"), .text(entry.name),
                                entry.value.map { .text($0) },
                            ])
                    }
                }
            case .elements(let list, _):
                var elements: [String] = []
                let count = Int.random(in: 0...3, using: &numbers)
                for place in 0..<count {
                    let spoils = spoiling && place == count - 1
                    if spoils, numbers.chance(30) {
                        elements.append(numbers.pick(["5", "\"text\"", "[]", "null"]))
                        drawn.isSpoilt = true
                        continue
                    }
                    var object = drawObject(child.fields, spoiling: spoils)
                    let below = drawChildren(child.children, drawn: object.maps, spoiling: false)
                    object.members.merge(below.members) { mine, _ in mine }
                    drawn.isSpoilt = drawn.isSpoilt || object.isSpoilt
                    elements.append(
                        "{\(object.members.map { "\(RecordDrawer.quoted($0.key)):\($0.value)" }.sorted().joined(separator: ","))}"
                    )
                    let step: DrawnValue.Cell? = .text("\(place + 1)")
                    drawn.rows[child.table, default: []].append(
                        [step] + child.fields.map { object.cells[$0.column] ?? nil } + [object.extra])
                    for (table, rows) in below.rows { drawn.rows[table, default: []] += rows.map { [step] + $0 } }
                }
                drawn.members[list] = "[\(elements.joined(separator: ","))]"
            }
        }
        return drawn
    }

    // MARK: - Nested records

    private func nested(in resource: Resource) -> [(resource: Resource, member: String)] {
        source.resources.compactMap { candidate in
            guard case .nested(let parent, let member, _, _) = candidate.reading, parent == resource.name else {
                return nil
            }
            return (candidate, member)
        }
    }

    private mutating func drawNested(
        _ resource: Resource, at number: Int, parent: Key, hasKey: Bool
    ) -> [DrawnRecord] {
        guard case .nested(_, _, let inheriting, _) = resource.reading else { return [] }
        return (0..<Int.random(in: 0...3, using: &numbers)).map { place in
            var key = key(resource, 10 * number + place)
            for column in inheriting {
                key.members[column] = nil
                key.cells[column] = parent.cells[column] ?? nil
            }
            let object = drawObject(
                resource.fields.filter { key.cells[$0.column] == nil }, spoiling: numbers.chance(10))
            let members = key.members.merging(object.members) { key, _ in key }
            let json =
                "{\(members.map { "\(RecordDrawer.quoted($0.key)):\($0.value)" }.sorted().joined(separator: ","))}"
            let isKeyless = !hasKey && inheriting.contains { resource.key.contains($0) }
            if object.isSpoilt || isKeyless { return DrawnRecord(json: json, rejected: [json]) }
            if !hasKey { for column in inheriting { key.cells[column] = .some(nil) } }
            let cells = object.cells.merging(key.cells) { _, key in key }
            return DrawnRecord(
                json: json, rows: [resource.name: [resource.fields.map { cells[$0.column] ?? nil } + [object.extra]]])
        }
    }

    private static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
