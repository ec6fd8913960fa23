import Books
import Foundation

/// Packages as rows, each leading to its page.
struct PackageTable {
    let id: String
    let caption: HTML
    var hidesCaption = false
    let packages: [PackageSummary]
    let now: Date

    var html: HTML {
        DataTable(
            id: id, caption: caption, hidesCaption: hidesCaption,
            columns: [
                .text("began"), .text("status"), .text("dataset"), .number("took"), .number("requests"),
                .number("records"),
                .number("rejected"), .text("started by"),
            ],
            rows: packages.map { package in
                [
                    "<a href=\"\(Address.package(package.packageID))\">\(Moment.time(package.startedAt))</a>",
                    StatusMark.html(package.status), "\(package.dataset)", "\(Figure.duration(package.seconds))",
                    "\(package.requests.grouped)", "\(package.records.grouped)",
                    "\(package.rejected.grouped)", "\(package.trigger)",
                ]
            }
        ).html
    }
}
