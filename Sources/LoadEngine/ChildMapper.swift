import JSON
import RESTSource
import Warehouse

/// Writes the rows of one child table from its part of the parent's record.
struct ChildMapper: Sendable {
    private let writer: Int
    private let rows: Rows
    private let children: [ChildMapper]

    private enum Rows: Sendable {
        case elements(input: Int, name: String, shape: ObjectShape, contents: Int, columns: ContractedColumns)
        case entries([(input: Int, name: String)])
    }

    /// What the rows of a child begin with: the parent's ordinal and key, and the places of the elements they lie in.
    struct Key {
        /// The ordinal and the key, written once for all the rows.
        let start: RowWriter
        var places: [Int] = []

        func write(to row: inout RowWriter) {
            row.columns(of: start)
            for place in places {
                row.integer(Int64(place))
            }
        }

        func inside(_ place: Int) -> Key {
            Key(start: start, places: places + [place])
        }
    }

    /// Numbers the child tables in the order in which the declaration lists them, those inside others included.
    struct Builder {
        let asked: AskedParts
        let contract: Contract
        let credentials: Credentials?
        private(set) var shapes: [ObjectShape] = []
        private var tables = 0

        init(asked: AskedParts, contract: Contract, credentials: Credentials?) {
            self.asked = asked
            self.credentials = credentials
            self.contract = contract
        }

        /// The members of an object that its child tables are filled from.
        func inputs(of children: [Child]) -> [String] {
            children.flatMap { child in
                switch child.rows {
                case .elements(let list, _): isAsked(child.part) ? [list] : []
                case .entries(let groups, _): groups.filter { isAsked($0.part) }.map(\.field)
                }
            }
        }

        /// The members that they would be filled from if their part had been asked for.
        func unasked(of children: [Child]) -> [String] {
            children.flatMap { child in
                switch child.rows {
                case .elements(let list, _): isAsked(child.part) ? [] : [list]
                case .entries(let groups, _): groups.filter { !isAsked($0.part) }.map(\.field)
                }
            }
        }

        mutating func mappers(for children: [Child], inputs: [String]) -> [ChildMapper] {
            children.compactMap { mapper(for: $0, inputs: inputs) }
        }

        private mutating func mapper(for child: Child, inputs: [String]) -> ChildMapper? {
            let writer = tables
            tables += 1
            switch child.rows {
            case .entries(let groups, _):
                let members = groups.compactMap { group in
                    inputs.firstIndex(of: group.field).map { (input: $0, name: group.field) }
                }
                return ChildMapper(writer: writer, rows: .entries(members), children: [])
            case .elements(let list, _):
                guard isAsked(child.part), let input = inputs.firstIndex(of: list) else {
                    skip(child.children)
                    return nil
                }
                let inner = self.inputs(of: child.children)
                let shape = ObjectShape(fields: child.fields, childInputs: inner)
                let contents = shapes.count
                shapes.append(shape)
                let columns = ContractedColumns(
                    child.fields, of: child.table, key: [], contract: contract, keepsExtra: true,
                    credentials: credentials)
                return ChildMapper(
                    writer: writer,
                    rows: .elements(input: input, name: list, shape: shape, contents: contents, columns: columns),
                    children: mappers(for: child.children, inputs: inner))
            }
        }

        private mutating func skip(_ children: [Child]) {
            for child in children {
                tables += 1
                skip(child.children)
            }
        }

        private func isAsked(_ part: String?) -> Bool {
            part.map(asked.parts.contains) ?? true
        }
    }

    /// - Parameters:
    ///   - contents: room for what is found in one element, one for each shape.
    ///   - findings: told of what the columns have no place for.
    /// - Returns: how many characters had to be replaced.
    func write(
        _ inputs: [JSONValue?], key: Key, contents: inout [ObjectContents], findings: inout Findings,
        into staged: inout StagedRows
    ) throws(Misfit) -> Int {
        var replaced = 0
        switch rows {
        case .entries(let groups):
            for group in groups {
                replaced += try writeEntries(
                    of: inputs[group.input], group: group.name, key: key, to: &staged.children[writer])
            }
        case .elements(let input, let name, let shape, let room, let columns):
            guard let list = inputs[input], !ColumnWriting.isNone(list) else { return 0 }
            guard list.kind == .array else { throw Misfit(column: name, expected: "a list", got: list) }
            for (index, element) in list.elements.enumerated() {
                guard element.kind == .object else { throw Misfit(column: name, expected: "a map", got: element) }
                try contents[room].read(element, shape: shape)
                let inner = key.inside(index + 1)
                inner.write(to: &staged.children[writer])
                replaced += try columns.write(
                    &contents[room], findings: &findings, to: &staged.children[writer])
                staged.children[writer].endRow()
                let inputs = contents[room].childInputs
                for child in children {
                    replaced += try child.write(
                        inputs, key: inner, contents: &contents, findings: &findings, into: &staged)
                }
            }
        }
        return replaced
    }

    private func writeEntries(
        of map: JSONValue?, group: String, key: Key, to row: inout RowWriter
    ) throws(Misfit) -> Int {
        guard let map, !ColumnWriting.isNone(map), map.kind != .array || map.count > 0 else { return 0 }
        guard map.kind == .object else { throw Misfit(column: group, expected: "a map", got: map) }
        var replaced = 0
        for (index, entry) in map.members.enumerated() {
            key.write(to: &row)
            row.text(group)
            row.integer(Int64(index + 1))
            replaced += writeText(entry.key, to: &row)
            if ColumnWriting.isNone(entry.value) {
                row.null()
            } else {
                replaced += writeText(entry.value, to: &row)
            }
            row.endRow()
        }
        return replaced
    }

    /// The name or the value of an entry as text: a string's content, else its JSON. The map itself keeps the exact JSON.
    private func writeText(_ value: JSONValue, to row: inout RowWriter) -> Int {
        guard value.containsNUL || value.containsReplacedCharacters else {
            if let string = value.string, !value.hasEscapes {
                row.verbatim(string)
            } else {
                row.text(value.string ?? value.text)
            }
            return 0
        }
        var clean: [UInt8] = []
        let replaced = value.sanitizedString(into: &clean)
        row.text(clean)
        return replaced
    }
}
