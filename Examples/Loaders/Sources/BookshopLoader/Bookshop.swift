import Foundation
import JSON
import LoadEngine
import RESTSource
import Warehouse

extension Source {
    /// A bookshop's API: its authors, in full, and its sales, by the time they were made.
    static let bookshop = Source(
        name: "bookshop", defaultBaseURL: "https://bookshop.example/v1/", errorKey: "problem.title",
        keyKinds: [KeyKind("shop", dailyLimit: 500, probe: .authors)],
        resources: [.authors, .sales])
}

extension Endpoint {
    static let authors = Endpoint("authors", records: "data.items", pagination: .pages)
    static let sales = Endpoint("sales", records: "data.items", pagination: .pages)
}

extension Pagination {
    static let pages = Pagination.numbered(page: "page", size: "per_page", maximum: 5, total: "meta.count")
}

extension Resource {
    static let authors = Resource(
        "authors", "who wrote the books; from /authors",
        reading: .list(.authors),
        key: ["code"],
        fields: [
            .text("code", "the letters that the shop files them under"),
            .text("name", "what they are called", from: "attributes.name"),
            .timestamptz("born", "when they were born", from: "attributes.born"),
        ])
}

extension Resource {
    static let sales = Resource(
        "sales", "what was sold; from /sales, by the time of the sale",
        reading: .spans(.sales, .sales),
        key: ["sale_id"],
        fields: [
            .bigint("sale_id", "the number of the sale", from: "id"),
            .timestamptz("sold_at", "when it was made", from: "soldAt"),
            .text("author", "the code of the author"),
            .numeric("price", "what was paid, in the shop's currency"),
        ],
        children: [
            .elements(
                of: "lines", in: "sale_lines", ordinal: "line",
                fields: [.text("title", "the book"), .integer("copies", "how many of it")])
        ],
        keepsFingerprint: true,
        indexes: [Index(on: .column("sold_at"))])
}

extension Incremental {
    static let sales = Incremental(
        createdColumn: "sold_at", start: "after", end: "before", ascending: [QueryItem("sort", "soldAt")],
        maximumSpan: .seconds(90 * 86_400), earliest: Date(timeIntervalSince1970: 1_767_225_600),
        tiers: [.init("recent", lookback: .seconds(3 * 86_400), every: .zero)])
}
