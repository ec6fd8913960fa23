import JSON
import RESTSource
package import Warehouse

/// What was noticed while records were mapped: values that no column takes, and what the contract did.
package struct Findings: Sendable {
    package private(set) var observed = ObservedFields()
    /// Values that were kept in `extra`, and values that were left out.
    package private(set) var captured = 0
    package private(set) var discarded = 0

    /// Those of the record that is being mapped: they count when it becomes a row.
    private var pending: [(field: ObservedFields.Field, kind: String, isKept: Bool)] = []
    private var discardedOfRecord = 0
    private var capturedOfRecord = 0

    package init() {}

    fileprivate mutating func capture(_ field: ObservedFields.Field, _ kind: JSONKind) {
        pending.append((field, kind.description, kind != .null))
    }

    fileprivate mutating func discard(_ field: ObservedFields.Field?, _ kind: JSONKind) {
        discardedOfRecord += 1
        if let field { pending.append((field, kind.description, false)) }
    }

    /// Counts a value that is captured elsewhere.
    fileprivate mutating func count() { capturedOfRecord += 1 }

    mutating func keepRecord() {
        captured += capturedOfRecord
        capturedOfRecord = 0
        discarded += discardedOfRecord
        discardedOfRecord = 0
        guard !pending.isEmpty else { return }
        for finding in pending {
            observed.observe(finding.field, kind: finding.kind)
            if finding.isKept { captured += 1 }
        }
        pending.removeAll(keepingCapacity: true)
    }

    mutating func takeBackRecord() {
        capturedOfRecord = 0
        discardedOfRecord = 0
        pending.removeAll(keepingCapacity: true)
    }
}

/// The columns of a table, filled from what was found in an object, and the contract for what has no place in them.
struct ContractedColumns: Sendable {
    private let table: String
    private let columns: [ColumnWriting]
    private let contract: Contract
    /// The names of the fields as they stand in `extra`.
    private let names: [[UInt8]]
    /// Columns of the key: what they cannot hold rejects the record, whatever the contract says.
    private let keys: Set<Int>
    /// For a column, the one that takes what does not fit it.
    private let variants: [Int: Int]
    /// Columns whose type is this dataset's own.
    private let ownTypes: Set<Int>
    /// Columns that a dataset has beyond the declarations stand at the end.
    private let firstAdded: Int
    /// Whether `extra` is written with these rows. Where the details of a record are read on their own it is theirs, and so is the
    /// contract about unknown fields: the list leaves both alone.
    private let keepsExtra: Bool
    private let credentials: Credentials?

    /// - Parameters:
    ///   - fields: of the table, each with its column.
    ///   - credentials: kept out of what no declared column takes.
    init(
        _ fields: [Field], of table: String, key: [String], contract: Contract, keepsExtra: Bool,
        credentials: Credentials?
    ) {
        self.table = table
        self.credentials = credentials
        self.keepsExtra = keepsExtra
        ownTypes = Set(fields.indices.filter { fields[$0].isAdded || fields[$0].keepsOwnType })
        firstAdded = fields.firstIndex(where: \.isAdded) ?? fields.count
        self.contract = contract
        columns = fields.map { ColumnWriting($0) }
        var names = fields.map { Self.escaped($0.nameInExtra) }
        keys = Set(fields.indices.filter { key.contains(fields[$0].column) })
        var variants: [Int: Int] = [:]
        for (index, field) in fields.enumerated() {
            guard let column = field.variantOf, let of = fields.firstIndex(where: { $0.column == column }) else {
                continue
            }
            variants[of] = index
            names[index] = names[of]
        }
        self.variants = variants
        self.names = names
    }

    subscript(index: Int) -> ColumnWriting { columns[index] }

    /// Writes the columns and `extra`.
    ///
    /// - Returns: how many characters had to be replaced.
    func write(
        _ contents: inout ObjectContents, findings: inout Findings, to row: inout RowWriter
    ) throws(Misfit) -> Int {
        if !contents.unknown.isEmpty, keepsExtra { try settleUnknown(&contents, &findings) }
        var replaced = try columns.withUnsafeBufferPointer { columns throws(Misfit) in
            var replaced = 0
            for index in columns.indices {
                do throws(Misfit) {
                    if index >= firstAdded, let credentials, let value = contents.values[index] {
                        replaced += try write(value, without: credentials, as: columns[index], to: &row)
                    } else {
                        replaced += try columns[index].write(contents.values[index], to: &row)
                    }
                } catch {
                    try settle(error, at: index, &contents, &findings)
                    row.null()
                }
            }
            return replaced
        }
        guard let extra = contents.extra() else {
            row.null()
            return replaced
        }
        if keepsExtra {
            for unknown in contents.unknown where unknown.standing != .unasked {
                findings.capture(field(unknown), unknown.value.kind)
            }
        }
        row.text(credentials?.scrubbed(from: extra.json) ?? extra.json)
        replaced += extra.replaced
        return replaced
    }

    /// Writes a value that would be in `extra` if it had no column: as there, the key does not stand in it.
    private func write(
        _ value: JSONValue, without credentials: Credentials, as column: ColumnWriting, to row: inout RowWriter
    ) throws(Misfit) -> Int {
        let text = Array(value.text)
        let clean = credentials.scrubbed(from: text)
        guard clean != text else { return try column.write(value, to: &row) }
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: Array("[".utf8) + clean + Array("]".utf8))
        } catch {
            // It stood in a number, which is none without it.
            var misfit = Misfit(column: column.column, reason: "the value holds the key of the API", value: value)
            misfit.cause = .type
            throw misfit
        }
        return try document.withRoot { root throws(Misfit) in
            try column.write(root.elements.first { _ in true }, to: &row)
        }
    }

    // MARK: - Fields that no column takes

    private func settleUnknown(_ contents: inout ObjectContents, _ findings: inout Findings) throws(Misfit) {
        switch contract.columns {
        case .evolve, .capture, .reject: break
        case .freeze, .discardRow:
            guard let unknown = contents.unknown.first(where: \.isSubject) else { return }
            var misfit = Misfit(column: nil, reason: "no column takes the field", value: unknown.value)
            misfit.cause = .unknownField
            throw misfit
        case .discardValue:
            for unknown in contents.unknown where unknown.isSubject {
                findings.discard(field(unknown), unknown.value.kind)
            }
            contents.leaveOutUnknown()
        }
    }

    // MARK: - Values that do not fit

    private func settle(
        _ misfit: Misfit, at index: Int, _ contents: inout ObjectContents, _ findings: inout Findings
    ) throws(Misfit) {
        guard misfit.cause == .type, !keys.contains(index), let value = contents.values[index] else { throw misfit }
        // A type that a load found by itself must not reject what it would have captured before.
        let isOwn = ownTypes.contains(index) && contract.columns == .evolve && contract.dataType == .reject
        switch isOwn ? .capture : contract.dataType {
        case .reject, .freeze, .discardRow: throw misfit
        case .discardValue: findings.discard(nil, value.kind)
        case .capture, .evolve:
            if let variant = variants[index] {
                // Columns that were added come behind those that are declared: it is written when its turn comes.
                contents.set(variant, to: value)
            } else {
                try contents.keepAside(names[index], value)
                // Of a list whose `extra` comes with the details: they bring the value again, and keep it.
                if !keepsExtra { findings.count() }
            }
        }
    }

    /// A name as it stands between the quotes of a JSON string.
    private static func escaped(_ name: String) -> [UInt8] {
        var text: [UInt8] = []
        for byte in name.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
            if byte < 0x20 {
                text += Array("\\u00".utf8) + Array(Checksum.hex([byte]).utf8)
            } else {
                text.append(byte)
            }
        }
        return text
    }

    /// The field of a value. Its name is that of its key in `extra`: what the escapes in the record stand for, as the server reads
    /// them.
    private func field(_ unknown: ObjectContents.Unknown) -> ObservedFields.Field {
        let text = String(decoding: unknown.name, as: UTF8.self)
        guard unknown.name.contains(UInt8(ascii: "\\")) else { return .init(table: table, name: text) }
        do {
            let document = try JSONDocument(parsing: Array("[\"".utf8) + unknown.name + Array("\"]".utf8))
            let name = document.withRoot { $0.elements.first { _ in true }?.makeString() }
            return .init(table: table, name: name ?? text)
        } catch {
            return .init(table: table, name: text)
        }
    }
}
