import JSON
package import RESTSource
package import Warehouse

/// A table that is filled from the pages of a job: the resource's own, or one nested in its records.
///
/// A class, though it never changes: it is handed on for each record, and a copy of all that it holds would count dozens of
/// references.
package final class TableReading: Sendable {
    let resource: Resource
    let table: Table
    let asked: AskedParts
    package let mapper: RowMapper
    /// The member of the parent's record that holds the records; nil for the resource that the pages are of.
    let member: String?
    /// The members of the parent's record that the inherited columns are taken from.
    let inherited: [JSONPath]
    let salt: [UInt8]
    /// Where the columns of the key are found.
    private let keyPlaces: [KeyPlace]

    private struct KeyPlace: Sendable {
        let paths: [JSONPath]
        let isWholeNumber: Bool
        /// The place among the inherited columns, when its value is one of them.
        let inherited: Int?
    }

    /// The readings of a job: the resource itself first, then those nested in its records.
    package static func all(
        of resource: Resource, in source: Source, asked: AskedParts, fromDetails: Bool = false,
        contracts: Contracts = .init(), credentials: Credentials? = nil
    ) -> [TableReading] {
        var nested: [(resource: Resource, member: String, inheriting: [String])] = []
        for candidate in source.resources {
            // The member is known to the parent wherever it comes; the records are read where they are declared.
            if case .nested(let parent, let member, let inheriting, _) = candidate.reading, parent == resource.name {
                nested.append((candidate, member, inheriting))
            }
        }
        let own = TableReading(
            resource, asked: asked, member: nil, inherited: [], elsewhere: nested.map(\.member), columns: [],
            contract: contracts[resource.name], credentials: credentials)
        return [own]
            + nested.filter { candidate in
                if case .nested(_, _, _, let details) = candidate.resource.reading {
                    details == fromDetails
                } else {
                    false
                }
            }.map { entry in
                let paths = entry.inheriting.map { column in
                    resource.fields.first { $0.column == column }?.paths.first ?? JSONPath([column])
                }
                return TableReading(
                    entry.resource, asked: AskedParts(), member: entry.member, inherited: paths, elsewhere: [],
                    columns: entry.inheriting, contract: contracts[entry.resource.name], credentials: credentials)
            }
    }

    private init(
        _ resource: Resource, asked: AskedParts, member: String?, inherited: [JSONPath], elsewhere: [String],
        columns: [String], contract: Contract, credentials: Credentials?
    ) {
        self.resource = resource
        self.table = resource.table
        self.asked = asked
        self.member = member
        self.inherited = inherited
        self.mapper = RowMapper(
            resource, asked: asked, elsewhere: elsewhere, inherited: columns, contract: contract,
            credentials: credentials)
        self.salt = Self.salt(resource, asked: asked, contract: contract)
        self.keyPlaces = resource.key.map { column in
            let field = resource.fields.first { $0.column == column }
            return KeyPlace(
                paths: field?.paths ?? [], isWholeNumber: field?.type == .bigint || field?.type == .integer,
                inherited: columns.firstIndex(of: column))
        }
    }

    /// What a fingerprint is salted with: how records are mapped, and which parts were asked for.
    ///
    /// Taken from the declaration itself, so that no changed mapping can be forgotten. An added field changes nothing: what
    /// `extra` held of it is moved into its column, so that a row is what its record would become. Unless a contract left it out:
    /// then there was nothing to move.
    private static func salt(_ resource: Resource, asked: AskedParts, contract: Contract) -> [UInt8] {
        var text = "\(resource.name) \(resource.mappingVersion) \(asked.parts.sorted())\(contract.mark)"
        func add(_ fields: [Field]) {
            for field in fields where !field.isAdded || !contract.mark.isEmpty {
                text +=
                    " \(field.column):\(field.type.rawValue):\(field.isMap):\(field.secretParameter ?? ""):\(field.paths):\(field.part ?? "")"
            }
        }
        func add(_ children: [Child]) {
            for child in children {
                text += " \(child.table):\(child.rows)"
                add(child.fields)
                add(child.children)
            }
        }
        add(resource.fields)
        add(resource.children)
        return Checksum.sha256(Array(text.utf8))
    }

    /// The key of a record, as the texts of its columns; nil when one of them is missing.
    func key(of record: JSONValue, parents: [JSONValue?]) -> RowKey? {
        guard let place = keyPlaces.first, let first = text(at: place, of: record, parents: parents) else { return nil }
        var others: [String] = []
        for place in keyPlaces.dropFirst() {
            guard let text = text(at: place, of: record, parents: parents) else { return nil }
            others.append(text)
        }
        return RowKey(first: first, others: others)
    }

    /// The value of a column of the key as the column will spell it, so that it can be held against the keys in the table.
    private func text(at place: KeyPlace, of record: JSONValue, parents: [JSONValue?]) -> String? {
        let value: JSONValue?
        if let index = place.inherited {
            value = parents[index]
        } else {
            value = place.paths.lazy.compactMap { record[$0] }.first { !ColumnWriting.isNone($0) }
        }
        guard let value, !ColumnWriting.isNone(value), value.kind == .number || value.kind == .string else {
            return nil
        }
        let sent = value.string ?? value.text
        var text = String(decoding: sent, as: UTF8.self)
        if value.containsNUL { text = text.replacing("\0", with: "\u{FFFD}") }
        guard place.isWholeNumber, !Self.isPlainNumber(sent) else { return text }
        let whole = WholeNumber.withoutZeros(sent).map { String(decoding: $0, as: UTF8.self) } ?? text
        return Int64(whole).map { String($0) } ?? text
    }

    /// Whether bytes spell a number as everybody would: digits alone, the first one no zero, and few enough for 64 bits.
    private static func isPlainNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.count <= 18, first != UInt8(ascii: "0") else { return false }
        return bytes.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    /// Visits the records that one record of the page holds for this table: itself, or those nested in it.
    ///
    /// `body` is given the record and the values of the inherited columns.
    func forEachRecord(in record: JSONValue, _ body: (JSONValue, [JSONValue?]) -> Void) {
        guard let member else { return body(record, []) }
        let parents = inherited.map { record[$0] }
        guard let list = record[member], !ColumnWriting.isNone(list) else { return }
        switch list.kind {
        case .array:
            for element in list.elements { body(element, parents) }
        case .object:
            // Some servers write a list with gaps as a map of its numbers.
            for member in list.members { body(member.value, parents) }
        default:
            // No record: the mapping says so, and keeps it as a rejected one.
            body(list, parents)
        }
    }

    /// The keys of a page's records for this table, nil where one cannot be read.
    func keys(of page: Page) -> [RowKey?] {
        page.withRecords { records in
            var keys: [RowKey?] = []
            for record in records {
                forEachRecord(in: record) { keys.append(key(of: $0, parents: $1)) }
            }
            return keys
        }
    }
}
