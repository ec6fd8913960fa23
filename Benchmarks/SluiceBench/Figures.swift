/// The same figure of several rounds.
struct Figures: Sendable {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var median: Double {
        guard let middle = sorted.dropFirst(sorted.count / 2).first else { return .nan }
        guard sorted.count.isMultiple(of: 2) else { return middle }
        return (sorted[sorted.count / 2 - 1] + middle) / 2
    }

    var minimum: Double { sorted.first ?? .nan }
    var maximum: Double { sorted.last ?? .nan }
}
