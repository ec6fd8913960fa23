import Foundation
import LoadEngine
import Warehouse
import WhatConverts

/// Loads the leads of WhatConverts, with names that the program's own environment has for things.
@main
struct WhatConvertsLoader {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        var options = LoadOptions(dataset: "calls")
        options.resources = ["leads"]
        options.contracts = try Contracts("columns=freeze", resources: Source.whatConverts.resources.map(\.name))
        let report = try await Loader.load(
            .whatConverts, into: environment["WAREHOUSE"] ?? "", from: environment["API"],
            token: environment["API_TOKEN"] ?? "", secret: environment["API_SECRET"] ?? "", options: options,
            migrations: "migrations"
        ) { event in
            if case .batchMerged(let batch) = event { print("\(batch.records) leads merged") }
        }
        print("package \(report.package.id) is \(report.status.rawValue)")
        exit(report.exitStatus.rawValue)
    }
}
