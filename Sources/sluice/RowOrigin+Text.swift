import Books
import Foundation

/// Where a row comes from, in sentences.
extension RowOrigin {
    var text: String {
        [change, requests, run].compactMap { $0 }.joined(separator: "\n")
    }

    private var change: String {
        let what = deletedAt == nil ? "was last changed" : "got its tombstone"
        return "\(resource) \(key) \(what) \(loadedAt.column) (UTC)"
            + (createdAt.map { "; it was created \($0.column)" } ?? "")
    }

    private var requests: String? {
        guard let batch else {
            return "which batch wrote it is not in the books: a replay or a promotion may have, or they were purged"
        }
        let place =
            "batch \(batch.batch) of \(resource)\(batch.spanID.map { ", span \($0.uuidString.lowercased())" } ?? "")"
        let merged = "merged \(batch.mergedAt.column) (UTC)"
        if deletedAt != nil {
            return "by \(place), \(merged): a complete reading of its stretch no longer had it"
        }
        guard let page, let pageFrom else {
            return "by \(place), \(merged), one of \(batch.pages.grouped) page\(batch.pages == 1 ? "" : "s")"
        }
        return
            "by page \(page) of \(batch.pages.grouped) of \(place), \(merged): the page of the records that were created "
            + "from \(pageFrom.column)\(pageUntil.map { " to \($0.column)" } ?? "") (UTC)"
    }

    private var run: String? {
        guard let package else { return "the package is not in the books any more" }
        let id = package.packageID.uuidString.lowercased()
        return "package \(id), which began \(package.startedAt.column) (UTC) and is \(package.status); "
            + "`sluice status \(id)` tells it whole"
    }
}
