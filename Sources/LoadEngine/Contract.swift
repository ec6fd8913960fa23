/// What becomes of what a record has and its columns have no place for: fields that no column takes, and values that do not fit
/// the type of theirs.
///
/// The words are those that dlt's users know as a schema contract.
package struct Contract: Sendable, Hashable {
    /// For fields that no column takes.
    package var columns: Mode = .capture
    /// For values that do not fit the type of their column.
    package var dataType: Mode = .reject

    package enum Mode: String, Sendable, CaseIterable {
        /// It is kept in `extra` and, at the end of its job, gets a column of its own; a live column never gets another type.
        case evolve
        /// It is kept in `extra`.
        case capture
        /// The package fails before anything of the batch is merged.
        case freeze
        /// The value is left out, and counted.
        case discardValue = "discard_value"
        /// The record is left out, and counted.
        case discardRow = "discard_row"
        /// The record is kept as a rejected one; for values that do not fit alone.
        case reject
    }

    package init(columns: Mode = .capture, dataType: Mode = .reject) {
        self.columns = columns
        self.dataType = dataType
    }

    /// What a fingerprint has to know: under which contract values were left out that another one would have kept.
    var mark: String {
        (columns == .discardValue ? " columns:discard_value" : "")
            + (dataType == .discardValue ? " data_type:discard_value" : "")
    }
}

/// The contracts of a load: one for all resources, and others for some.
///
/// ```text
/// evolve                                  both for all
/// columns=freeze, leads.columns=evolve    by what it is about, and by resource
/// leads=discard_row                       both, for one resource
/// ```
public struct Contracts: Sendable, Hashable {
    private var rules: [Rule] = []

    private struct Rule: Sendable, Hashable {
        let resource: String?
        let entity: Entity?
        let mode: Contract.Mode

        var weight: Int { (resource == nil ? 0 : 2) + (entity == nil ? 0 : 1) }
    }

    private enum Entity: String, CaseIterable {
        case columns
        case dataType = "data_type"
    }

    /// Unknown fields are captured, values that do not fit reject their record.
    public init() {}

    /// Reads contracts as the program takes them.
    ///
    /// - Parameters:
    ///   - text: a list such as `columns=freeze, leads.columns=evolve`.
    ///   - resources: the names that there are, so that a misspelt one is refused.
    /// - Throws: ``ContractError``, which says what is wrong with the text.
    public init(_ text: String, resources: [String]) throws(ContractError) {
        for item in text.split(separator: ",") {
            let item = String(item).filter { !$0.isWhitespace }
            guard !item.isEmpty else { continue }
            rules.append(try Self.rule(item, resources: resources))
        }
        // What is said of one resource wins over what is said of all, and the exact over the general.
        rules.sort { $0.weight < $1.weight }
    }

    private static func rule(_ item: String, resources: [String]) throws(ContractError) -> Rule {
        let parts = item.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let word = parts.last, let mode = Contract.Mode(rawValue: word) else {
            throw .unknownMode(item)
        }
        var resource: String?
        var entity: Entity?
        if parts.count == 2 {
            for (place, name) in parts[0].split(separator: ".", omittingEmptySubsequences: false).enumerated() {
                if let known = Entity(rawValue: String(name)), entity == nil {
                    entity = known
                } else if place == 0, resources.contains(String(name)) {
                    resource = String(name)
                } else {
                    throw .unknownPlace(item, resources: resources)
                }
            }
        }
        if mode == .reject, entity != .dataType { throw .onlyForTypes(item) }
        return Rule(resource: resource, entity: entity, mode: mode)
    }

    package subscript(resource: String) -> Contract {
        var contract = Contract()
        for rule in rules where rule.resource == nil || rule.resource == resource {
            if rule.entity != .dataType { contract.columns = rule.mode }
            if rule.entity != .columns { contract.dataType = rule.mode }
        }
        return contract
    }
}

/// Why a contract cannot be read.
public enum ContractError: Error, Sendable, CustomStringConvertible {
    /// It ends in no mode.
    case unknownMode(String)
    /// It names a resource or a matter that there is not.
    case unknownPlace(String, resources: [String])
    /// `reject` is for values that do not fit, and not for fields that no column takes.
    case onlyForTypes(String)

    /// What is wrong, and how it is written.
    public var description: String {
        switch self {
        case .unknownMode(let item):
            "the contract \"\(item)\" ends in no mode; there are evolve, capture, freeze, discard_value, discard_row, and reject for "
                + "data_type. Write it like columns=evolve or leads.data_type=freeze"
        case .unknownPlace(let item, let resources):
            "the contract \"\(item)\" is about nothing that there is; write columns or data_type, behind the name of a resource and "
                + "a dot if it is for one alone: \(resources.joined(separator: ", "))"
        case .onlyForTypes(let item):
            "the contract \"\(item)\" is for values that do not fit their type alone: write data_type=reject"
        }
    }
}
