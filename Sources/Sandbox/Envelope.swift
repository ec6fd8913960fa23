/// What stands around the rows of every answer (API reference, "Pagination and list envelope").
struct Envelope {
    let plural: String
    let page: PageRequest
    var total: Int
    let quirks: Quirks
    /// What both totals are told too high by: a fault.
    var excess = 0

    static let tail = Array("]}".utf8)

    /// Everything up to the first row.
    var head: [UInt8] {
        let pages = total == 0 ? quirks.zeroRowsTotalPages : (total + page.size - 1) / page.size
        return Self.head(
            plural, number: page.number, size: page.size, pages: pages + excess, total: total + excess)
    }

    /// A single object comes in the envelope of a list with one row a page.
    static func headOfSingle(plural: String) -> [UInt8] {
        head(plural, number: 1, size: 1, pages: 1, total: 1)
    }

    private static func head(_ plural: String, number: Int, size: Int, pages: Int, total: Int) -> [UInt8] {
        Array(
            """
            {"page_number":\(number),"\(plural)_per_page":\(size),"total_pages":\(pages),\
            "total_\(plural)":\(total),"\(plural)":[
            """.utf8)
    }
}
