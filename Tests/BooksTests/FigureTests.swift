import Books
import Testing

struct FigureTests {
    @Test func `numbers are read at a glance`() {
        #expect(
            [0, 999, 1_000, 1_234_567, -45_000].map(\.grouped) == ["0", "999", "1,000", "1,234,567", "-45,000"])
        #expect(Int.min.grouped == "-9,223,372,036,854,775,808")
        #expect([0, 999, 1_500, 12_345_678].map(Figure.bytes) == ["0 B", "999 B", "1.5 kB", "12 MB"])
        #expect(
            [0.02, 1.234, 59.99, 61, 3_600, 7_260, 400_000].map(Figure.duration)
                == ["20 ms", "1.2 s", "1 min", "1 min 1 s", "1 h", "2 h 1 min", "4 days"])
        #expect(Figure.counted(1, "batch", "batches") == "1 batch" && Figure.counted(0, "record") == "0 records")
    }

    @Test func `a share that is not all does not say so, and one that is not nothing neither`() {
        #expect(Figure.percent(1, of: 100_000) == "< 0.1 %")
        #expect(Figure.percent(99_999, of: 100_000) == "99.9 %")
        #expect(
            [Figure.percent(0, of: 5), Figure.percent(5, of: 5), Figure.percent(1, of: 3)] == ["0 %", "100 %", "33 %"])
        #expect(Figure.percent(0, of: 0) == "")
    }
}
