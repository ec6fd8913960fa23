import Foundation
import JSON
import RESTSource
import Warehouse

/// What a key turned out to be: its kind, whose it is, and what the API's clock says.
struct KeyProbe: Sendable {
    let kind: KeyKind
    /// The kind, and whose key it is where the kind alone does not say it.
    let scope: String
    let serverDate: Date?
    /// What the probe listed: the table, and the keys of some rows of it.
    let listed: (table: Table, keys: [RowKey])?
    /// The answer that told.
    let page: Page

    /// What the key may send in a day, as long as its kind is not known: what was asked for, or the kind's limit that was in
    /// force for the key last, else that of the kind which filled the dataset, else that of the one that may send most.
    static func presumedLimit(
        _ source: Source, _ options: LoadOptions, _ budget: RequestBudget, _ books: Datasets
    ) async throws -> Int {
        if let limit = options.dailyLimit { return limit }
        let limits = source.keyKinds.map(\.dailyLimit)
        if let last = try await budget.lastLimit(), limits.contains(last) { return last }
        let scope = try await books.origin(of: options.dataset)?.keyScope.split(separator: ":").first
        let kind = source.keyKinds.first { $0.name == scope.map(String.init) }
        return kind?.dailyLimit ?? limits.max() ?? 0
    }

    /// The end of everything that is read: the earlier of two clocks, less what the API may need to show a record.
    func end(_ options: LoadOptions, now: Date) -> Date {
        min(options.until ?? .distantFuture, min(now, serverDate ?? now) - 60)
    }

    /// Tries the kinds of key in their order, the one that reaches most first.
    static func probe(_ source: Source, client: RESTClient, through gate: some RequestGate) async throws -> KeyProbe {
        var refusal: RESTError?
        for kind in source.keyKinds {
            do {
                let page = try await client.page(
                    PageRequest(endpoint: kind.probe, pageSize: kind.lists == nil ? 1 : nil), through: gate)
                return KeyProbe(
                    kind: kind, scope: scope(of: kind, page: page), serverDate: page.serverDate,
                    listed: listed(kind, in: source, page: page), page: page)
            } catch let error as RESTError where error.kind == .refused {
                refusal = error
            }
        }
        throw refusal.map { LoadError.keyRefused($0) } ?? LoadError.unknownResource("key kind", known: [])
    }

    private static func listed(_ kind: KeyKind, in source: Source, page: Page) -> (table: Table, keys: [RowKey])? {
        guard let resource = kind.lists.flatMap(source.resource),
            let reading = TableReading.all(of: resource, in: source, asked: AskedParts()).first
        else { return nil }
        return (reading.table, reading.keys(of: page).compactMap { $0 })
    }

    private static func scope(of kind: KeyKind, page: Page) -> String {
        guard let identity = kind.identity else { return kind.name }
        let owner = page.withRecords { records in
            for record in records {
                if let value = record[identity], !ColumnWriting.isNone(value) {
                    return String(decoding: value.string ?? value.text, as: UTF8.self)
                }
            }
            return ""
        }
        return owner.isEmpty ? kind.name : "\(kind.name):\(owner)"
    }
}
