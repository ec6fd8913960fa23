import Books
import Foundation
import LoadEngine

/// One run as a story, from its requests to the counts of its rows.
extension PackageReport {
    var text: String {
        [beginning, jobs.table(title: "Its jobs"), jobs.words, batchTable, ending]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var beginning: String {
        let id = package.packageID.uuidString.lowercased()
        return "package \(id)\n"
            + "began \(package.startedAt.column) (UTC) on \(package.host), sluice \(package.sluiceVersion), started by: "
            + "\(package.trigger); loads \(package.source) into dataset \(package.dataset)\n"
            + "sent \(package.requests.grouped) requests, received \(package.records.grouped) records, of which "
            + "\(package.rejected.grouped) did not fit"
    }

    private var batchTable: String {
        guard !batches.isEmpty else { return "no batch was merged: nothing of it is in the tables" }
        let header = [
            "merged (UTC)", "resource", "batch", "from (UTC)", "until (UTC)", "pages", "MB", "records", "inserted",
            "updated", "deleted", "rejected", "fetch ms", "stage ms", "merge ms", "WAL kB",
        ]
        let rows = batches.map { batch in
            [
                batch.mergedAt.column, batch.resource, String(batch.batch), batch.from?.column ?? "",
                batch.until?.column ?? "", batch.pages.grouped, String(format: "%.1f", Double(batch.bytes) / 1_000_000),
                batch.records.grouped, batch.inserted.grouped, batch.updated.grouped, batch.deleted.grouped,
                batch.rejected.grouped, batch.fetchMs.grouped, batch.stageMs.grouped, batch.mergeMs.grouped,
                batch.walBytes.map { ($0 / 1_000).grouped } ?? "",
            ]
        }
        return "Its batches: each became visible in one transaction\n\n"
            + Table([header] + rows, leftAligned: [0, 1, 3, 4]).text
            + (batchCount > batches.count
                ? "\n\nthe first \(batches.count.grouped) of \(batchCount.grouped); sluice.load_batches has them all"
                : "")
    }

    private var ending: String {
        let ended = package.finishedAt.map { "ended \($0.column) (UTC) after \(Age.words(package.seconds))" }
        let how =
            switch package.status {
            case "started":
                "it has not ended: it is at work, or its process vanished (`sluice status` says who is at work)"
            default: "\(ended ?? "it never ended"): \(package.status)"
            }
        return how + (package.exitStatus.map { ", exit status \($0)" } ?? "")
            + (package.error.map { "\nit ended with: \(RecordText.escaped($0))" } ?? "")
            + (package.advice.map { "\n\($0)" } ?? "")
    }
}
