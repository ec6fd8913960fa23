import Postgres
import Warehouse

/// Gives columns to what a contract of `evolve` captured in a job: through the same migration, record and back-fill as a
/// promotion by hand, and when the job's own batches are merged, so that none of them meets a table that changes.
struct Evolution: Sendable {
    let context: LoadContext
    let resource: Resource

    /// The most columns that a run adds: an API gone wild must not fill a table with them.
    static let mostColumns = 50

    /// A load does not wait long for a report that holds the table: the values are kept, and the next one tries again.
    private static let patience = Migrator.Retry(attempts: 2, lockTimeout: .seconds(1), turn: .seconds(10))

    /// - Parameter room: how many columns the run may still add.
    /// - Returns: the columns that were added.
    func run(_ room: Int, _ reports: JobReports) async throws -> [AddedField] {
        let contract = context.options.contracts[resource.name]
        guard contract.columns == .evolve || contract.dataType == .evolve else { return [] }
        let places = FieldPlaces.all(of: resource)
        var source = context.source
        var added: [AddedField] = []
        let entries = try await ObservedFields.read(dataset, on: connection)
        for entry in entries where entry.mayTellMore {
            guard let place = places.first(where: { $0.table == entry.field.table }) else { continue }
            let isMisfit = place.column(of: entry.field.name) != nil
            guard isMisfit ? contract.dataType == .evolve : contract.columns == .evolve else { continue }
            do {
                guard let new = try await promote(entry.field, in: source, room: room - added.count) else { continue }
                added.append(new)
                source = source.adding([new])
            } catch is NoRoom {
                reports.note(
                    resource.name, nil,
                    "a run adds \(Self.mostColumns) columns at most; the next one goes on, and until then the values are in extra"
                )
                break
            } catch PromotionError.isTaken {
                // A second value beside the one that its column has: it stays in extra.
            } catch let error as PromotionError {
                // It stays in extra; a person may find a name or a type for it.
                reports.note(resource.name, nil, "\(error)")
            } catch let error as MigrationError {
                // The values stay in extra, and the next run tries again.
                reports.note(
                    resource.name, nil, "no column was added for \(entry.field.table).\(entry.field.name): \(error)")
                // Nobody waits for a report that holds the table once more for each field.
                if error.isAboutLocks { break }
            }
        }
        return added
    }

    private struct NoRoom: Error {}

    private func promote(
        _ field: ObservedFields.Field, in source: Source, room: Int
    ) async throws -> AddedField? {
        let promoted = try PromotedField(table: field.table, field: field.name, in: source)
        let survey = try await FieldSurvey.read(promoted, dataset: dataset, on: connection)
        guard let type = survey.proposal else {
            // Seen without a value only: nothing tells its type yet.
            try await ObservedFields.noteSurvey(of: field, fence: context.fence, on: connection)
            return nil
        }
        guard room > 0 else { throw NoRoom() }
        let present = try await SchemaCatalogue.read(dataset, on: connection).tables[field.table]?.columns ?? []
        let new = try promoted.added(as: type, column: nil, present: Set(present.map(\.name)))
        let promotion = Promotion(new)
        try await promotion.apply(
            with: Migrator(
                connection: connection, metadata: [], sluiceVersion: context.sluiceVersion, retry: Self.patience),
            fence: context.fence)
        let filled = try await promotion.fill(source, fence: context.fence, on: connection)
        context.emit(
            .notice(
                resource: resource.name,
                "\(new.name) has a column now: \(new.column) \(new.type.rawValue), filled in \(filled) rows"))
        return new
    }

    private var dataset: String { context.fence.dataset }
    private var connection: Connection { context.batches.books }
}
