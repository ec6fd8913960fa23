/// Links from one dataset to the others; nothing where there is one.
struct DatasetChoice {
    let path: String
    let datasets: [String]
    /// Nil is all of them.
    let chosen: String?
    /// Whether a page can show all of them at once.
    var offersAll = true

    var html: HTML {
        guard datasets.count > 1 else { return "" }
        let all = offersAll ? [link("All", dataset: nil)] : []
        return """
            <nav class="choice" aria-label="Datasets"><ul>\(all + datasets.map { link($0, dataset: $0) })</ul></nav>
            """
    }

    private func link(_ name: String, dataset: String?) -> HTML {
        let current: HTML = dataset == chosen ? " aria-current=\"true\"" : ""
        return "<li><a href=\"\(Address.page(path, [("dataset", dataset)]))\"\(current)>\(name)</a></li>"
    }
}
