import RESTSource
import Testing

@Suite struct PaginatorTests {
    /// Walks a list; `answer` gives the total and the keys of a page, by page and reading. What was asked, and the verdict.
    private func walk(
        maximumReadings: Int = 3, _ answer: (_ page: Int, _ reading: Int) -> (total: Int, keys: [String])
    ) -> (asked: [[Int]], verdict: Paginator.Verdict?) {
        var paginator = Paginator(maximumReadings: maximumReadings)
        var asked: [[Int]] = []
        while asked.count < 100 {
            switch paginator.next {
            case .finished(let verdict): return (asked, verdict)
            case .page(let page, let reading):
                asked.append([reading, page])
                let (total, keys) = answer(page, reading)
                paginator.take(page: page, total: total, keys: keys)
            }
        }
        return (asked, nil)
    }

    private func keys(_ range: Range<Int>) -> [String] { range.map(String.init) }

    /// Page number `page` of a list of `count` keys.
    private func slice(_ page: Int, of count: Int, size: Int) -> [String] {
        keys(min((page - 1) * size, count)..<min(page * size, count))
    }

    @Test func `a list that holds still is read once`() {
        let (asked, verdict) = walk { page, _ in (7, slice(page, of: 7, size: 3)) }
        #expect(asked == [[1, 1], [1, 2], [1, 3]])
        #expect(verdict == .complete(total: 7))
    }

    @Test func `a list that fills its last page needs no further request`() {
        #expect(walk { page, _ in (6, slice(page, of: 6, size: 3)) }.asked == [[1, 1], [1, 2]])
    }

    @Test func `an empty list is complete`() {
        let (asked, verdict) = walk { _, _ in (0, []) }
        #expect(asked == [[1, 1]])
        #expect(verdict == .complete(total: 0))
    }

    @Test func `a short page is not the last one`() {
        let sizes = [0, 2, 3, 7, 8]
        let (asked, verdict) = walk { page, _ in (8, keys(sizes[page - 1]..<sizes[page])) }
        #expect(asked.count == 4)
        #expect(verdict == .complete(total: 8))
    }

    @Test func `a total that changes starts the reading again at once`() {
        let (asked, verdict) = walk { page, reading in
            let count = reading == 1 && page == 1 ? 9 : 8
            return (count, slice(page, of: count, size: 3))
        }
        #expect(asked == [[1, 1], [1, 2], [2, 1], [2, 2], [2, 3]])
        #expect(verdict == .complete(total: 8))
    }

    @Test func `a row that shifts to the next page and comes twice starts again`() {
        // "2" closes page 1, and opens page 2 after a row before it came while another one went at the end.
        let (asked, verdict) = walk { page, reading in
            reading == 1 && page == 2 ? (6, ["2", "3", "4"]) : (6, slice(page, of: 6, size: 3))
        }
        #expect(asked == [[1, 1], [1, 2], [2, 1], [2, 2]])
        #expect(verdict == .complete(total: 6))
    }

    @Test func `a row that is missed ends the reading with an empty page`() {
        let (asked, verdict) = walk { page, reading in
            guard reading == 1 else { return (6, slice(page, of: 6, size: 3)) }
            return (6, [["0", "1", "2"], ["4", "5"], []][page - 1])
        }
        #expect(asked == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2]])
        #expect(verdict == .complete(total: 6))
    }

    @Test func `more keys than the total says is not complete`() {
        #expect(walk { _, _ in (2, keys(0..<3)) }.verdict == .incomplete(received: 3, total: 2))
    }

    @Test(arguments: 1...4)
    func `a list that never comes out even is incomplete after the last reading`(readings: Int) {
        let (asked, verdict) = walk(maximumReadings: readings) { page, _ in (6, page == 1 ? keys(0..<4) : []) }
        #expect(asked == (1...readings).flatMap { [[$0, 1], [$0, 2]] })
        #expect(verdict == .incomplete(received: 4, total: 6))
    }

    @Test func `an API that always answers with page 1 does not go on for ever`() {
        let (asked, verdict) = walk { _, _ in (8, keys(0..<3)) }
        #expect(asked.count == 9)
        #expect(verdict == .incomplete(received: 3, total: 8))
    }

    @Test func `an API that always answers with nothing is asked once a reading`() {
        let (asked, verdict) = walk { _, _ in (8, []) }
        #expect(asked == [[1, 1], [2, 1], [3, 1]])
        #expect(verdict == .incomplete(received: 0, total: 8))
    }

    @Test func `the keys are those of the last reading`() {
        var paginator = Paginator()
        paginator.take(page: 1, total: 3, keys: ["a", "a", "b"])
        #expect(paginator.next == .page(1, reading: 2))
        paginator.take(page: 1, total: 2, keys: ["c", "d"])
        #expect(paginator.keys == ["c", "d"])
        #expect(paginator.next == .finished(.complete(total: 2)))
    }
}
