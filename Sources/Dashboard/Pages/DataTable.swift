/// A table of a page: a caption, headers that say what they head, numbers to the right.
///
/// Where it is wider than the screen it scrolls by itself, by keyboard too.
struct DataTable {
    struct Column {
        let title: HTML
        let isNumber: Bool

        static func text(_ title: HTML) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: HTML) -> Column { Column(title: title, isNumber: true) }
    }

    /// Unique within the page.
    let id: String
    let caption: HTML
    /// Whether a heading stands above that says the same to those who see.
    var hidesCaption = false
    let columns: [Column]
    /// The first cell heads its row.
    let rows: [[HTML]]
    var sums: [HTML] = []

    var html: HTML {
        let hidden: HTML = hidesCaption ? " class=\"unseen\"" : ""
        let heads = columns.map { column -> HTML in
            let numeric: HTML = column.isNumber ? " class=\"number\"" : ""
            return "<th scope=\"col\"\(numeric)>\(column.title)</th>"
        }
        var foot: HTML = ""
        if !sums.isEmpty { foot = "<tfoot>\(row(sums))</tfoot>" }
        return """
            <div class="scroll" id="\(id)" role="region" tabindex="0" aria-labelledby="\(id)-caption">
            <table><caption id="\(id)-caption"\(hidden)>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>\(rows.map { row($0) })</tbody>\(foot)</table></div>

            """
    }

    private func row(_ cells: [HTML]) -> HTML {
        let tags = zip(columns, cells).enumerated().map { index, pair -> HTML in
            let (column, cell) = pair
            let numeric: HTML = column.isNumber ? " class=\"number\"" : ""
            return index == 0 ? "<th scope=\"row\"\(numeric)>\(cell)</th>" : "<td\(numeric)>\(cell)</td>"
        }
        return "<tr>\(tags)</tr>\n"
    }
}
