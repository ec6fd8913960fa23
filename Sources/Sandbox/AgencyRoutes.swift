/// Everything of the API that is not leads: the lists of the agency, and their single objects.
struct AgencyRoutes {
    static let maximumPage = 250

    let agency: Agency
    let keyKind: SandboxOptions.KeyKind
    let parameters: QueryParameters
    let quirks: Quirks

    /// A page of the rows, in the order given, each written by `write`.
    func list<Row>(
        _ plural: String, _ rows: [Row], _ write: (Row, inout JSONWriter) -> Void
    ) throws(APIError) -> SandboxAnswer {
        let page = try PageRequest(parameters, plural: plural, maximum: Self.maximumPage, quirks: quirks)
        let envelope = Envelope(plural: plural, page: page, total: rows.count, quirks: quirks)
        var json = JSONWriter()
        json.append(envelope.head)
        for row in rows[try page.rows(of: rows.count, quirks: quirks)] { write(row, &json) }
        json.append(Envelope.tail)
        return SandboxAnswer(json: json, envelope: envelope)
    }

    func single<Row>(_ plural: String, _ row: Row, _ write: (Row, inout JSONWriter) -> Void) -> SandboxAnswer {
        var json = JSONWriter()
        if !quirks.bareSingles { json.append(Envelope.headOfSingle(plural: plural)) }
        write(row, &json)
        if !quirks.bareSingles { json.append(Envelope.tail) }
        return SandboxAnswer(json: json)
    }

    /// The rows created within the two dates, newest first unless `order` says otherwise.
    func dated<Row>(_ rows: [Row], _ key: (Row) -> (created: UTCTime, id: Int64)) throws(APIError) -> [Row] {
        let (from, to) = try parameters.dates(quirks)
        let isAscending = try parameters.choice("order", [("asc", true), ("desc", false)], quirks) ?? false
        let within = rows.filter { row in
            let created = key(row).created
            return (from.map { created >= $0 } ?? true) && (to.map { created <= $0 } ?? true)
        }
        let ascending = within.sorted { key($0) < key($1) }
        return isAscending && !quirks.ignoresOrder ? ascending : ascending.reversed()
    }
}
