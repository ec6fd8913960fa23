import Foundation

/// What `sluice load --json` prints.
struct LoadDocument: Decodable, Sendable {
    struct Job: Decodable, Sendable {
        let resource: String
        let records: Int
        let inserted: Int
        let updated: Int
        let unchanged: Int
        let deleted: Int
        let rejected: Int
    }

    let status: String
    let requests: Int
    let jobs: [Job]

    init(json: String) throws {
        do {
            self = try JSONDecoder().decode(LoadDocument.self, from: Data(json.utf8))
        } catch {
            throw BenchFailure("the load did not print the document that it should: \(json.prefix(500))")
        }
    }

    func leads() throws -> Job {
        guard let job = jobs.first(where: { $0.resource == "leads" }) else {
            throw BenchFailure("the load does not say what it did with the leads")
        }
        return job
    }
}
