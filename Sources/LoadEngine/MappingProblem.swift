import JSON
import Postgres

/// Why a record cannot become a row: where in it, what was expected there, and what came.
///
/// Reasons of one kind are the same text, so that rejected records can be counted by them: neither a value nor its length
/// stands in one. What came is shown as a mask alone (``MaskedValue``); the record is kept beside it.
package struct MappingProblem: Error, Sendable, Equatable {
    /// The column that the value was for, when it was for one.
    package let column: String?

    /// Where the value stands, lists by their positions from 0: `customer_journey[2].page_views[0].order`; nil when it is the
    /// record itself.
    package let path: String?

    package let reason: String

    /// The value's mask, or that nothing came; nil when nobody can tell which value it was.
    package let came: String?

    /// What becomes of the record.
    package var verdict = Verdict.reject

    package enum Verdict: Sendable {
        /// It is kept as a rejected one.
        case reject
        /// It is left out, as the contract says.
        case discard
        /// Its batch must not be merged, as the contract says.
        case freeze
    }
}

extension MappingProblem {
    /// Of a record whose rows the server did not take though they were mapped: JSON can say what `jsonb` cannot hold, such as a
    /// number of too many digits.
    static func refused(_ error: PostgresError, _ record: JSONValue) -> MappingProblem {
        let reason = "the server refuses the value: \(error.messageWithoutValues)"
        guard let number = ValuePath.firstNumberBeyondNumeric(in: record) else {
            return MappingProblem(column: error.column, path: nil, reason: reason, came: nil)
        }
        return Misfit(column: error.column, reason: reason, value: number).problem(in: record)
    }
}

/// A problem as it is met deep inside of a record, where nobody knows the way that led there.
///
/// It carries the value's place in the document instead. The way is looked for when there is a problem, by ``ValuePath``, so
/// that it costs nothing when there is none.
struct Misfit: Error, Sendable {
    let column: String?
    let reason: String
    let came: String
    let place: ValuePlace?

    /// Where the value should have stood, when none came.
    var expectedAt: String?

    /// What it is about: a contract may say what to do in the latter two cases.
    var cause = Cause.record

    enum Cause: Sendable {
        case record, unknownField, type
    }

    init(column: String?, reason: String, value: JSONValue?, expectedAt: String? = nil) {
        self.column = column
        self.reason = reason
        self.came = value.map { MaskedValue($0).text } ?? "nothing"
        self.place = value.map { ValuePlace($0) }
        self.expectedAt = expectedAt
    }

    init(column: String?, expected: String, got value: JSONValue) {
        self.init(column: column, reason: "expected \(expected), got \(Self.name(of: value.kind))", value: value)
        cause = .type
    }

    /// The problem, with its path in the record that it was met in.
    func problem(in record: JSONValue, contract: Contract = .init()) -> MappingProblem {
        // A value that is not in the record was inherited from the one around it.
        let path = place.flatMap { ValuePath.text(to: $0, in: record) } ?? expectedAt ?? column
        var problem = MappingProblem(
            column: column, path: path?.isEmpty == true ? nil : path, reason: reason, came: came)
        problem.verdict = verdict(contract)
        return problem
    }

    private func verdict(_ contract: Contract) -> MappingProblem.Verdict {
        let mode: Contract.Mode =
            switch cause {
            case .record: .reject
            case .unknownField: contract.columns
            case .type: contract.dataType
            }
        return switch mode {
        case .freeze: .freeze
        case .discardRow: .discard
        default: .reject
        }
    }

    private static func name(of kind: JSONKind) -> String {
        switch kind {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "a map"
        }
    }
}
