/// The filters of the data page; a plain form, whose address can be kept.
struct LeadsForm {
    let choice: LeadsChoice
    /// Nil where there is one only.
    let dataset: String?
    let report: LeadsReport

    var html: HTML {
        let hidden: HTML = dataset.map { "<input type=\"hidden\" name=\"dataset\" value=\"\($0)\">" } ?? ""
        let personal: HTML = choice.showsPersonal ? "<input type=\"hidden\" name=\"show\" value=\"personal\">" : ""
        return """
            <form class="filter" method="get" action="/data">\(hidden)\(personal)
            <label>From <input type="date" name="from" id="from" value="\((choice.askedFrom ?? choice.from).description)"></label>
            <label>Until <input type="date" name="until" id="until" value="\(choice.until.description)"></label>
            \(field("Source", "source", choice.source, report.sources))
            \(field("Type", "type", choice.type, report.types))
            <label>Account <input name="account" id="account" inputmode="numeric" pattern="[0-9]*" placeholder="number" value="\(choice.account.map(String.init) ?? "")"></label>
            <label>Profile <input name="profile" id="profile" inputmode="numeric" pattern="[0-9]*" placeholder="number" value="\(choice.profile.map(String.init) ?? "")"></label>
            \(box("deleted", "with", "with deleted ones", choice.withDeleted))
            \(box("spam", "without", "without spam", choice.withoutSpam))
            <button type="submit">Show</button> <a class="reset" href="\(Address.page("/data", [("dataset", dataset)]))">Reset</a></form>
            """
    }

    private func field(_ title: HTML, _ name: HTML, _ value: String?, _ groups: [LeadsReport.Group]) -> HTML {
        let options = groups.prefix(50).compactMap(\.name).map { "<option value=\"\($0)\"></option>" as HTML }
        return """
            <label>\(title) <input name="\(name)" id="\(name)" list="\(name)-list" placeholder="all" autocomplete="off" \
            value="\(value ?? "")"></label><datalist id="\(name)-list">\(options)</datalist>
            """
    }

    private func box(_ name: HTML, _ value: HTML, _ words: HTML, _ isSet: Bool) -> HTML {
        let checked: HTML = isSet ? " checked" : ""
        return
            "<label class=\"box\"><input type=\"checkbox\" name=\"\(name)\" id=\"\(name)\" value=\"\(value)\"\(checked)>\(words)</label>"
    }
}
