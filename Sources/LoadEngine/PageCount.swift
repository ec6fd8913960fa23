/// How many pages it takes to read so many records.
enum PageCount {
    /// Of the walk (``SpanWalk``): each page but the first brings again what lies in the last second of the one before it, one
    /// record where no two share a second.
    static func count(records: Int, pageSize: Int) -> Int {
        guard records > pageSize else { return 1 }
        guard pageSize > 1 else { return records }
        return 1 + (records - pageSize + pageSize - 2) / (pageSize - 1)
    }

    /// Of a list in numbered pages; an empty one takes a request too.
    static func count(list records: Int, pageSize: Int) -> Int {
        max(1, (records + pageSize - 1) / pageSize)
    }
}
