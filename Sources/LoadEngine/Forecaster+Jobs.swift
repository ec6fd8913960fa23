import Foundation
import JSON
import Postgres
import RESTSource
import Warehouse

extension Forecaster {
    /// Asks what each job of a load would have to read.
    struct Jobs: Sendable {
        let forecaster: Forecaster
        let asker: Asker
        let known: Known
        let probe: KeyProbe?
        let kind: KeyKind
        let end: Date

        var options: LoadOptions { forecaster.options }

        /// A job, and the share that its requests count against.
        struct Entry: Sendable {
            var forecast: ResourceForecast
            var share: RequestShare?
        }

        /// What was read of lists that other jobs depend on.
        struct Listed {
            var totals: [String: Int] = [:]
            /// The earliest instant of the column that bounds the backfill.
            var earliest: [String: Date] = [:]
            /// The scopes that records are read by.
            var scopes: [String: [String]] = [:]
        }

        /// In the order of the load (``JobRunner``).
        func entries() async throws -> [Entry] {
            let jobs = JobList(source: forecaster.source, options: options).jobs
            let rates = known.hasBooks ? try await PastRates.read(dataset: options.dataset, on: known.books) : [:]
            var listed = Listed()
            var entries: [Entry] = []
            for resource in jobs {
                var entry = try await entry(resource, of: jobs, &listed)
                entry.forecast.rates = rates[resource.name] ?? PastRates()
                entries.append(entry)
            }
            for resource in jobs where options.singles.isEmpty && resource.isReadable(by: kind) {
                guard let details = resource.details,
                    var forecast = try await self.details(of: resource, details, listed)
                else { continue }
                forecast.rates = PastRates(secondsPerRequest: rates[resource.name]?.secondsPerRequest)
                entries.append(Entry(forecast: forecast, share: details.share))
            }
            return entries
        }

        private func entry(_ resource: Resource, of jobs: [Resource], _ listed: inout Listed) async throws -> Entry {
            guard resource.isReadable(by: kind) else {
                var forecast = ResourceForecast(resource: resource.name, way: .list)
                forecast.isSkipped = true
                forecast.note = "needs a key of the kind \(resource.keyKinds.joined(separator: " or "))"
                return Entry(forecast: forecast)
            }
            if !options.singles.isEmpty {
                var forecast = ResourceForecast(resource: resource.name, way: .single)
                forecast.wanted = options.singles.count
                forecast.records = options.singles.count
                return Entry(forecast: forecast)
            }
            switch resource.reading {
            case .list(let endpoint, let variants):
                let forecast = try await list(resource, endpoint, variants, of: jobs, &listed)
                return Entry(forecast: forecast, share: resource.share)
            case .spans(let endpoint, let incremental):
                let forecast = try await spans(resource, endpoint, incremental, listed)
                return Entry(forecast: forecast, share: resource.share)
            case .nested:
                return Entry(forecast: ResourceForecast(resource: resource.name, way: .list))
            }
        }

        // MARK: - Lists

        private func list(
            _ resource: Resource, _ endpoint: Endpoint, _ variants: [[QueryItem]], of jobs: [Resource],
            _ listed: inout Listed
        ) async throws -> ResourceForecast {
            var forecast = ResourceForecast(resource: resource.name, way: .list)
            let needs = jobs.compactMap(\.reading.incremental).filter { depends($0, on: resource) }
            let totals: [Int?]
            if needs.isEmpty {
                totals = try await asker.totals(variants.map { PageRequest(endpoint: endpoint, query: $0) })
            } else {
                totals = try await read(resource, endpoint, variants, for: needs, &listed)
            }
            for total in totals {
                forecast.wanted += endpoint.pages(total ?? 0, options.pageSize)
            }
            forecast.isKnown = !totals.contains(nil)
            if forecast.isKnown {
                forecast.records = totals.reduce(0) { $0 + ($1 ?? 0) }
                listed.totals[resource.name] = forecast.records
            }
            return forecast
        }

        /// Whether the spans of a resource depend on what stands in a list.
        private func depends(_ incremental: Incremental, on resource: Resource) -> Bool {
            options.since == nil && incremental.earliestFrom?.resource == resource.name
                || options.readsByScope && kind.identity == nil
                    && readings(of: resource).contains { $0.resource.name == incremental.scope?.resource }
        }

        /// The list's own table, and those nested in its records: a list of accounts tells the profiles.
        private func readings(of resource: Resource) -> [TableReading] {
            TableReading.all(of: resource, in: forecaster.source, asked: AskedParts())
        }

        /// Reads a list whole, as the load will before it comes to the spans.
        private func read(
            _ resource: Resource, _ endpoint: Endpoint, _ variants: [[QueryItem]], for needs: [Incremental],
            _ listed: inout Listed
        ) async throws -> [Int?] {
            let readings = readings(of: resource)
            guard let reading = readings.first else { return [] }
            var totals: [Int?] = []
            for variant in variants {
                var paginator = Paginator()
                var total: Int?
                while case .page(let number, _) = paginator.next {
                    guard let page = try await page(number, of: resource, endpoint, variant) else { break }
                    total = page.total ?? page.recordCount
                    paginator.take(
                        page: number, total: total ?? 0,
                        keys: reading.keys(of: page).enumerated().map { $1?.description ?? "\(number) \($0)" })
                    for incremental in needs { note(page, readings, for: incremental, &listed) }
                }
                totals.append(total)
            }
            return totals
        }

        /// A page of a list; the first one may be what the probe brought.
        private func page(
            _ number: Int, of resource: Resource, _ endpoint: Endpoint, _ variant: [QueryItem]
        ) async throws -> Page? {
            if number == 1, variant.isEmpty, let probe, probe.kind.lists == resource.name,
                probe.page.request.endpoint == endpoint
            {
                return probe.page
            }
            return try await asker.page(PageRequest(endpoint: endpoint, query: variant, pageNumber: number))
        }

        private func note(
            _ page: Page, _ readings: [TableReading], for incremental: Incremental, _ listed: inout Listed
        ) {
            guard let resource = readings.first?.resource else { return }
            if let origin = incremental.earliestFrom, origin.resource == resource.name {
                let instants = resource.values(of: origin.column, in: page) { $0.string.flatMap { Instant($0) }?.date }
                listed.earliest[resource.name] = (instants + [listed.earliest[resource.name]].compactMap { $0 }).min()
            }
            for reading in readings where reading.resource.name == incremental.scope?.resource {
                // Scopes are told apart by the key of their own table.
                listed.scopes[reading.resource.name, default: []] += reading.keys(of: page).compactMap {
                    $0?.parts.first
                }
            }
        }

        // MARK: - Details

        /// Nil when they are not due.
        private func details(
            of resource: Resource, _ details: Details, _ listed: Listed
        ) async throws -> ResourceForecast? {
            var forecast = ResourceForecast(resource: resource.name, way: .details)
            let due = DetailsDue(
                resource: resource, details: details, dataset: options.dataset, books: known.books,
                clock: forecaster.clock)
            let remembers = known.remembers
            if remembers, try await !due.isDue() { return nil }
            let readTo = remembers ? try await due.readTo() : ""
            if readTo.isEmpty, let total = listed.totals[resource.name] {
                forecast.records = total
            } else if try await known.hasTable(resource.name, of: options.dataset) {
                forecast.records = try await due.keys(after: readTo).count
            } else {
                forecast.isKnown = false
            }
            forecast.wanted = forecast.records ?? 1
            return forecast
        }
    }
}

extension Endpoint {
    /// The requests that a list of so many records takes.
    func pages(_ records: Int, _ pageSize: Int?) -> Int {
        guard case .numbered(_, _, let maximum, _) = pagination else { return 1 }
        return PageCount.count(list: records, pageSize: min(pageSize ?? maximum, maximum))
    }

    /// The requests that a walk through so many records takes.
    func spanPages(_ records: Int, _ pageSize: Int?) -> Int {
        guard case .numbered(_, _, let maximum, _) = pagination else { return 1 }
        return PageCount.count(records: records, pageSize: min(pageSize ?? maximum, maximum))
    }
}
