import Foundation
import LoadEngine
import RESTSource
import Warehouse

/// What `plan --json` prints; docs/json.md describes each key.
extension PlanReport {
    struct Document: Encodable {
        let dataset: String
        let base_url: String
        let planned_at: Date
        let key_kind: String?
        let key_scope: String?
        let reads_until: Date?
        let requests: Int
        let wanted_requests: Int
        let records: Int
        let bytes: Int?
        let seconds: Double
        let is_whole: Bool
        let resources: [Resource]
        let budget: Budget
        let backfill: Backfill?
        let migrations: [Pending]
        let held_by: String?
        let notes: [String]
        let exit_status: Int32

        struct Resource: Encodable {
            let resource: String
            let way: String
            let is_skipped: Bool
            let requests: Int
            let wanted_requests: Int
            let records: Int?
            let bytes: Int?
            let seconds: Double
            let note: String?
            let spans: [Span]
        }

        struct Span: Encodable {
            let scope: String
            let tier: String
            let from: Date
            let until: Date
            let is_open: Bool
            let reads_separately: Bool
            let requests: Int
            let wanted_requests: Int
            let records: Int?
            let bytes: Int?
            let seconds: Double
        }

        struct Budget: Encodable {
            let daily_limit: Int
            let max_requests: Int?
            let used_today: Int
            let left_today: Int
            let left_after: Int
            let plan_requests: Int
            let is_counted: Bool
        }

        struct Backfill: Encodable {
            let remaining_requests: Int
            let requests_a_day: Int
            let complete_on: String?
        }

        struct Pending: Encodable {
            let line: String
            let version: Int
            let name: String
            let locks: [Lock]
            let is_known: Bool
        }

        struct Lock: Encodable {
            let table: String
            let mode: String
        }
    }

    var document: Document {
        let budget = forecast.budget
        return Document(
            dataset: forecast.dataset, base_url: baseURL.description, planned_at: forecast.at,
            key_kind: forecast.keyKind, key_scope: forecast.keyScope, reads_until: forecast.end,
            requests: forecast.requests, wanted_requests: forecast.wanted, records: forecast.records,
            bytes: forecast.bytes > 0 ? Int(forecast.bytes) : nil, seconds: forecast.seconds.tenths,
            is_whole: forecast.isWhole, resources: forecast.resources.map(document(of:)),
            budget: .init(
                daily_limit: budget.dailyLimit, max_requests: budget.maximumRequests, used_today: budget.used,
                left_today: budget.left, left_after: max(0, budget.left - forecast.requests),
                plan_requests: budget.ownRequests, is_counted: budget.isCounted),
            backfill: forecast.backfill.map {
                .init(
                    remaining_requests: $0.remainingRequests, requests_a_day: $0.requestsADay,
                    complete_on: $0.completeOn?.day)
            },
            migrations: forecast.migrations.map { entry in
                .init(
                    line: entry.migration.line, version: entry.migration.version, name: entry.migration.name,
                    locks: entry.locks.map { .init(table: $0.table, mode: $0.mode.name) }, is_known: !entry.hasUnknown)
            },
            held_by: forecast.holder?.name, notes: forecast.notes, exit_status: exitStatus.rawValue)
    }

    private func document(of resource: ResourceForecast) -> Document.Resource {
        .init(
            resource: resource.resource, way: resource.way.rawValue, is_skipped: resource.isSkipped,
            requests: resource.requests, wanted_requests: resource.wanted, records: resource.records,
            bytes: resource.bytes.map { Int($0) }, seconds: resource.seconds.tenths, note: resource.note,
            spans: resource.spans.map { span in
                .init(
                    scope: span.span.scope, tier: span.span.tier, from: span.span.position, until: span.span.end,
                    is_open: span.isOpen, reads_separately: span.readsSeparately, requests: span.requests,
                    wanted_requests: span.wanted, records: span.records,
                    bytes: resource.bytes(of: span).map { Int($0) }, seconds: resource.seconds(of: span).tenths)
            })
    }
}

extension Double {
    fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}
