import TestSupport
import Testing

extension TestLoad {
    /// Expects each record, row and request to be accounted for. (P1, P5, P7)
    func expectBooksAddUp(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let problems = try await Books(on: connection).problems()
        #expect(problems.isEmpty, sourceLocation: sourceLocation)
    }
}
