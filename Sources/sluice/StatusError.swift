import Foundation

/// What was asked about is not there.
enum StatusError: Error, CustomStringConvertible {
    case olderBooks
    case noSuchPackage(String)
    case severalPackages(String, [UUID])
    case noSuchResource(String, known: [String])
    case wrongKey(resource: String, columns: [String])
    case noSuchRow(resource: String, key: String, isRejected: Bool)

    var description: String {
        switch self {
        case .olderBooks:
            "the books in this database were made by an older version of Sluice; run `sluice migrate`, or let the next load bring "
                + "them up to date"
        case .noSuchPackage(let digits):
            "there is no load package \"\(digits)\"; `sluice status` lists the last ones, `--last 100` more of them"
        case .severalPackages(let digits, let ids):
            "several load packages begin with \"\(digits)\": "
                + "\(ids.map { $0.uuidString.lowercased() }.joined(separator: ", ")). Give more digits"
        case .noSuchResource(let name, let known):
            "there is no resource \"\(name)\"; there are \(known.joined(separator: ", "))"
        case .wrongKey(let resource, let columns):
            "a row of \(resource) is named by \(columns.joined(separator: " and ")): give \(columns.count == 1 ? "that" : "these \(columns.count)")"
        case .noSuchRow(let resource, let key, let isRejected):
            "\(resource) has no row \(key)"
                + (isRejected
                    ? "; a record with that key was rejected: `sluice rejected show` prints it, with the reason"
                    : ". Only what a load has read is there; look for the key in the API, and whether the load that should hold it "
                        + "ended well: `sluice status`")
        }
    }
}
