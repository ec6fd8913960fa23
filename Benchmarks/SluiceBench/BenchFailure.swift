/// Why there is no result: something could not be run, or what was measured did not do what it should have done.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
