package import JSON
package import RESTSource
package import Warehouse

/// Maps the records of a resource to rows, field by field in column order, straight into the COPY buffers.
///
/// Bytes go from the page into the buffer; nothing is boxed on the way. A value that does not fit takes the whole record
/// back and makes it a rejected one, as long as the resource's contract says nothing else.
package struct RowMapper: Sendable {
    private let columns: ContractedColumns
    private let contract: Contract
    private let keyColumns: [Int]
    /// Where each column's value is looked for first.
    private let paths: [String]
    private let keepsFingerprint: Bool
    private let shape: ObjectShape
    private let children: [ChildMapper]
    private let inherited: [Int]
    private let childShapes: [ObjectShape]

    /// Room for what is found in one record after the other, and what was learned from them: which member follows which, and
    /// what the columns have no place for. Valid for the records of one page.
    package struct Room {
        fileprivate var contents: ObjectContents
        fileprivate var childContents: [ObjectContents]
        /// What the rows of the record's children begin with: its ordinal and its key.
        fileprivate var childKey = RowWriter()
        package fileprivate(set) var findings = Findings()

        package var observed: ObservedFields { findings.observed }
    }

    /// - Parameters:
    ///   - asked: the parts that were asked for; what comes of another part all the same is kept in `extra`.
    ///   - elsewhere: members of the record that other resources are read from.
    ///   - credentials: kept out of the fields that no column takes.
    ///   - inherited: columns whose values are given with each record, because they stand in its parent.
    ///   - contract: what becomes of what the columns have no place for.
    package init(
        _ resource: Resource, asked: AskedParts, elsewhere: [String] = [], inherited: [String] = [],
        contract: Contract = .init(), credentials: Credentials? = nil
    ) {
        self.contract = contract
        let fields = resource.fields
        let active = fields.map { field in
            // A part that was not asked for has its column, and no place in the record to fill it from.
            asked.contains(field.part) || field.part == nil
                ? field : field.withoutPlace
        }
        columns = ContractedColumns(
            fields, of: resource.name, key: resource.key, contract: contract, keepsExtra: asked.includesExtra,
            credentials: credentials)
        paths = fields.map { $0.paths.first?.description ?? $0.column }
        keyColumns = resource.key.compactMap { key in fields.firstIndex { $0.column == key } }
        self.inherited = inherited.compactMap { name in fields.firstIndex { $0.column == name } }
        keepsFingerprint = resource.keepsFingerprint
        var builder = ChildMapper.Builder(asked: asked, contract: contract, credentials: credentials)
        let inputs = builder.inputs(of: resource.children)
        children = builder.mappers(for: resource.children, inputs: inputs)
        let unasked = fields.filter { $0.part != nil && !asked.contains($0.part) }.flatMap(\.paths)
            .compactMap(\.keys.first)
        shape = ObjectShape(
            fields: active, childInputs: inputs, elsewhere: elsewhere,
            unasked: unasked + builder.unasked(of: resource.children))
        childShapes = builder.shapes
    }

    package func makeRoom() -> Room {
        Room(contents: ObjectContents(shape), childContents: childShapes.map { ObjectContents($0) })
    }

    /// Maps a record, or says why it cannot be.
    ///
    /// - Parameters:
    ///   - parents: the values of the inherited columns, in their order.
    /// - Returns: how many characters had to be replaced.
    package func map(
        _ record: JSONValue, parents: [JSONValue?] = [], fingerprint: Fingerprint?, room: inout Room,
        into rows: inout StagedRows
    ) throws(MappingProblem) -> Int {
        guard record.kind == .object else {
            throw Misfit(column: nil, expected: "a record", got: record).problem(in: record, contract: contract)
        }
        rows.beginRecord()
        do throws(Misfit) {
            let replaced = try write(
                record, parents: parents, fingerprint: fingerprint, room: &room, into: &rows)
            rows.keepRecord()
            room.findings.keepRecord()
            return replaced
        } catch {
            rows.takeBackRecord()
            room.findings.takeBackRecord()
            throw error.problem(in: record, contract: contract)
        }
    }

    private func write(
        _ record: JSONValue, parents: [JSONValue?], fingerprint: Fingerprint?, room: inout Room,
        into rows: inout StagedRows
    ) throws(Misfit) -> Int {
        try room.contents.read(record, shape: shape)
        for (index, value) in zip(inherited, parents) {
            room.contents.set(index, to: value)
        }
        for index in keyColumns where ColumnWriting.isNone(room.contents.values[index]) {
            throw Misfit(
                column: columns[index].column, reason: "the key is missing", value: room.contents.values[index],
                expectedAt: paths[index])
        }
        rows.beginParent()
        var replaced = try columns.write(
            &room.contents, findings: &room.findings, to: &rows.parent)
        if keepsFingerprint {
            if let fingerprint { fingerprint.withBytes { rows.parent.binary($0) } } else { rows.parent.null() }
        }
        rows.parent.endRow()

        guard !children.isEmpty else { return replaced }
        room.childKey.removeAll()
        rows.beginChild(&room.childKey)
        for index in keyColumns {
            _ = try columns[index].write(room.contents.values[index], to: &room.childKey)
        }
        let key = ChildMapper.Key(start: room.childKey)
        for child in children {
            replaced += try child.write(
                room.contents.childInputs, key: key, contents: &room.childContents, findings: &room.findings,
                into: &rows)
        }
        return replaced
    }
}
