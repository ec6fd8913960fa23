import Foundation
import JSON
import LoadEngine
import RESTSource
import Sandbox
import Warehouse
import WhatConverts

/// Does in one thread what a load does with a page of leads between the network and the database: parses it, takes
/// fingerprints, and maps its records to the bytes of COPY. For a tool that counts instructions.
///
///     PageInstructions write FILE      a page of the sandbox's leads, always the same
///     PageInstructions run FILE COUNT  the work, so many times
@main
enum PageInstructions {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.dropFirst().first, arguments.dropFirst(2).first.flatMap { Int($0) }) {
        case ("write", let file?, nil): try await write(to: file)
        case ("run", let file?, let count?): try run(file, count: count)
        default:
            FileHandle.standardError.write(Data("usage: PageInstructions write FILE | run FILE COUNT\n".utf8))
            exit(2)
        }
    }

    private static let leads = 500

    private static func write(to file: String) async throws {
        let body = try await Sandbox.withSandbox(SandboxOptions(leads: leads)) { sandbox in
            try await AsyncHTTPTransport.withTransport(userAgent: "sluice-instructions") { transport in
                try await transport.get(
                    HTTPRequest(
                        url: "\(sandbox.baseURL)leads?start_date=2026-01-01T00:00:00Z&leads_per_page=\(leads)",
                        credentials: try Credentials(token: sandbox.token, secret: sandbox.secret))
                ).body
            }
        }
        try Data(body).write(to: URL(fileURLWithPath: file))
    }

    private static func run(_ file: String, count: Int) throws {
        let body = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        guard let resource = Source.whatConverts.resources.first(where: { $0.name == "leads" }),
            case .spans(let endpoint, let incremental) = resource.reading,
            let reading = TableReading.all(of: resource, in: .whatConverts, asked: AskedParts()).first
        else { return }
        var rows = StagedRows(children: resource.table.children.count)
        var records = 0
        for _ in 0..<count {
            var bytes = body
            bytes.reserveCapacity(body.count + JSONDocument.padding)
            let document = try JSONDocument(parsing: consume bytes)
            let total = document.withRoot { $0[endpoint.records]?.count ?? 0 }
            let page = Page(
                of: document, request: PageRequest(endpoint: endpoint), total: total, recordCount: total)
            let digest = PageDigest(
                page, reading: reading, createdColumn: incremental.createdColumn, separateColumn: nil)
            var room = reading.mapper.makeRoom()
            rows.removeAll(firstOrdinal: 1)
            try page.withRecords { records in
                for (place, record) in records.enumerated() {
                    _ = try reading.mapper.map(
                        record, fingerprint: digest.records[place].fingerprint, room: &room, into: &rows)
                }
            }
            records += rows.count
        }
        print("\(records) records, \(rows.byteCount) bytes of COPY for each page of \(body.count)")
    }
}
