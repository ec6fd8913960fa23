/// Which page of how many rows an answer is to have.
struct PageRequest {
    static let defaultSize = 25

    let number: Int
    let size: Int

    /// - Parameters:
    ///   - plural: the rows' name, as in `leads_per_page`.
    ///   - maximum: the largest documented page.
    init(_ parameters: QueryParameters, plural: String, maximum: Int, quirks: Quirks) throws(APIError) {
        let name = "\(plural)_per_page"
        var size = Int(clamping: try parameters.number(name, quirks) ?? Int64(Self.defaultSize))
        if size > maximum {
            if quirks.pageSizeAboveMaximum == .refuse { throw .invalid(name, "use at most \(maximum)", quirks) }
            size = maximum
        }
        if size < 1 {
            if quirks.pageSizeBelowOne == .refuse { throw .invalid(name, "use at least 1", quirks) }
            size = 1
        }
        if let clamp = quirks.clampsPageSize { size = max(1, min(size, clamp)) }
        self.size = size
        // No page is numbered so high that its first row could not be counted.
        number = min(max(1, Int(clamping: try parameters.number("page_number", quirks) ?? 1)), 1_000_000_000)
    }

    /// The rows of this page, of so many in all. Past the end there are none.
    func rows(of total: Int, quirks: Quirks) throws(APIError) -> Range<Int> {
        let start = (number - 1) * size
        if start >= total {
            if quirks.refusesPagesPastTheEnd, number > 1 {
                throw .invalid("page_number", "use a page that exists", quirks)
            }
            return total..<total
        }
        return start..<min(start + size, total)
    }
}
