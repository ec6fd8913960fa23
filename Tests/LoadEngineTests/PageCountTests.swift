import Testing

@testable import LoadEngine

struct PageCountTests {
    @Test(arguments: [
        (0, 1), (1, 1), (100, 1), (101, 2), (199, 2), (200, 3), (298, 3), (299, 4),
    ])
    func `a walk takes a request for each page, of which all but the first bring a record again`(
        records: Int, pages: Int
    ) {
        #expect(PageCount.count(records: records, pageSize: 100) == pages)
    }

    @Test(arguments: [(0, 1), (100, 1), (101, 2), (200, 2), (201, 3)])
    func `a list takes a request for each page, and one when it is empty`(records: Int, pages: Int) {
        #expect(PageCount.count(list: records, pageSize: 100) == pages)
    }

    @Test(arguments: [0, 1, 7])
    func `pages of one record are as many as the records`(records: Int) {
        #expect(PageCount.count(records: records, pageSize: 1) == max(1, records))
        #expect(PageCount.count(list: records, pageSize: 1) == max(1, records))
    }

    /// Counted by reading: a page after the first begins with the record that ended the one before.
    @Test(arguments: 2...9)
    func `a walk that is read page by page takes as many`(pageSize: Int) {
        for records in 0...60 {
            var read = min(records, pageSize)
            var pages = 1
            while read < records {
                read = min(records, read + pageSize - 1)
                pages += 1
            }
            #expect(PageCount.count(records: records, pageSize: pageSize) == pages, "\(records)")
        }
    }
}
