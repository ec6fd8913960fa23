extension OpenAPI {
    // MARK: - Packages

    static let packageSchemas = [
        object("Object", []),
        object("Empty", [], isClosed: true),
        object(
            "Problem",
            [
                .init("type", .text), .init("title", .text), .init("status", .whole), .init("detail", .text),
                .init("package_id", .id, isOptional: true),
            ]),
        #""PackageStatus": { "type": "string", "enum": ["started", "loaded", "partial", "failed", "cancelled", "abandoned"] }"#,
        object("Package", package),
        object("PackageList", [.init("packages", .list("Package")), .init("next", .id, isOptional: true)]),
        object(
            "PackageReport",
            [
                .init("package", .schema("Package")), .init("jobs", .list("Job")), .init("batches", .list("Batch")),
                .init("batch_count", .whole),
            ]),
        object("Job", job), object("Batch", batch),
        object("Started", [.init("package_id", .id)]),
        object("RunList", [.init("runs", .list("Run"))]),
        object(
            "Run",
            [
                .init("package_id", .id), .init("started_at", .instant),
                .init("finished_at", .instant, isOptional: true),
                .init("exit_status", .whole, isOptional: true), .init("meaning", .text, isOptional: true),
                .init("advice", .text, isOptional: true),
            ]),
    ].joined(separator: ",\n")

    private static let package: [Member] = [
        .init("package_id", .id), .init("dataset", .text), .init("source", .text), .init("trigger", .text),
        .init("status", .schema("PackageStatus")), .init("started_at", .instant),
        .init("finished_at", .instant, isOptional: true), .init("seconds", .number), .init("requests", .whole),
        .init("records", .whole), .init("rejected", .whole), .init("sluice_version", .text), .init("host", .text),
        .init("error", .text, isOptional: true), .init("exit_status", .whole, isOptional: true),
        .init("advice", .text, isOptional: true),
    ]

    private static let job: [Member] =
        [
            .init("resource", .text), .init("status", .text), .init("started_at", .instant),
            .init("finished_at", .instant, isOptional: true), .init("message", .text, isOptional: true),
        ]
        + [
            "requests", "records", "inserted", "updated", "unchanged", "duplicates", "deleted", "rejected", "discarded",
            "captured_values", "discarded_values", "added_columns",
        ].map { .init($0, .whole) }

    private static let batch: [Member] =
        [
            .init("resource", .text), .init("span_id", .id, isOptional: true),
            .init("from", .instant, isOptional: true),
            .init("until", .instant, isOptional: true), .init("merged_at", .instant), .init("children", .counts),
            .init("wal_bytes", .whole, isOptional: true), .init("page_starts", .instants, isOptional: true),
        ]
        + [
            "batch", "pages", "records", "reread_records", "duplicates", "inserted", "updated", "unchanged", "deleted",
            "rejected", "discarded", "bytes", "fetch_ms", "stage_ms", "merge_ms",
        ].map { .init($0, .whole) }

    // MARK: - The status

    static let statusSchemas = [
        object(
            "Status",
            [
                .init("now", .instant), .init("concerns", .list("Concern")),
                .init("packages", .list("PackageWithJobs")),
                .init("holders", .list("Holder")), .init("freshness", .list("Freshness")),
                .init("budgets", .list("Budget")), .init("open_spans", .list("OpenSpan")),
                .init("rejected", .list("Rejected")), .init("unknown_fields", .list("UnknownField")),
            ]),
        object("PackageWithJobs", package + [.init("jobs", .list("Job"))]),
        object(
            "Concern",
            [
                .init("severity", .oneOf(["problem", "warning", "note"])), .init("dataset", .text),
                .init("text", .text),
                .init("advice", .text, isOptional: true),
            ]),
        object(
            "Holder",
            [
                .init("dataset", .text), .init("holder", .text), .init("package_id", .id, isOptional: true),
                .init("heartbeat_at", .instant), .init("expires_at", .instant),
            ]),
        object(
            "Freshness",
            [
                .init("dataset", .text), .init("resource", .text), .init("loaded_at", .instant, isOptional: true),
                .init("seconds_old", .number, isOptional: true), .init("package_id", .id, isOptional: true),
                .init("complete_until", .instant, isOptional: true), .init("read_back_to", .instant, isOptional: true),
                .init("open_spans", .whole),
            ]),
        object(
            "Budget",
            [
                .init("day", .day), .init("key", .text), .init("datasets", .texts), .init("daily_limit", .whole),
                .init("spent", .whole),
                .init("reserved", .whole),
            ]),
        object(
            "OpenSpan",
            [
                .init("dataset", .text), .init("resource", .text), .init("scope", .text), .init("tier", .text),
                .init("span_start", .instant), .init("span_end", .instant), .init("position", .instant),
            ]),
        object(
            "Rejected",
            [
                .init("dataset", .text), .init("resource", .text), .init("column", .text, isOptional: true),
                .init("reason", .text), .init("records", .whole), .init("last_seen", .instant),
            ]),
        object(
            "UnknownField",
            [
                .init("dataset", .text), .init("resource", .text), .init("field", .text), .init("kinds", .texts),
                .init("occurrences", .whole), .init("first_seen", .instant), .init("last_seen", .instant),
            ]),
    ].joined(separator: ",\n")

    // MARK: - How a schema is written

    private struct Member: Sendable {
        let name: String
        let kind: Kind
        let isOptional: Bool

        init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
            self.name = name
            self.kind = kind
            self.isOptional = isOptional
        }
    }

    private enum Kind: Sendable {
        case text, whole, number, id, instant, day, texts, instants, counts
        case oneOf([String])
        case schema(String)
        case list(String)

        var json: String {
            switch self {
            case .text: #"{ "type": "string" }"#
            case .whole: #"{ "type": "integer" }"#
            case .number: #"{ "type": "number" }"#
            case .id: #"{ "type": "string", "format": "uuid" }"#
            case .instant: #"{ "type": "string", "format": "date-time" }"#
            case .day: #"{ "type": "string", "format": "date" }"#
            case .texts: #"{ "type": "array", "items": { "type": "string" } }"#
            case .instants: #"{ "type": "array", "items": { "type": "string", "format": "date-time" } }"#
            case .counts: #"{ "type": "object", "additionalProperties": { "type": "integer" } }"#
            case .oneOf(let values):
                #"{ "type": "string", "enum": [\#(values.map { "\"\($0)\"" }.joined(separator: ", "))] }"#
            case .schema(let name): ##"{ "$ref": "#/components/schemas/\##(name)" }"##
            case .list(let name):
                ##"{ "type": "array", "items": { "$ref": "#/components/schemas/\##(name)" } }"##
            }
        }
    }

    private static func object(_ name: String, _ members: [Member], isClosed: Bool = false) -> String {
        let required = members.filter { !$0.isOptional }.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let properties = members.map { "\"\($0.name)\": \($0.kind.json)" }.joined(separator: ",\n            ")
        return """
                  "\(name)": {
                    "type": "object",
                    "required": [\(required)],
                    "properties": {
                      \(properties)
                    }\(isClosed ? #", "additionalProperties": false"# : "")
                  }
            """
    }
}
