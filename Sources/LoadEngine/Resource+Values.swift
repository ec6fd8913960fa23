import JSON
import RESTSource

extension Resource {
    /// What the records of a page hold for a column.
    func values<Value>(of column: String, in page: Page, _ read: (JSONValue) -> Value?) -> [Value] {
        let paths = fields.first { $0.column == column }?.paths ?? [JSONPath([column])]
        return page.withRecords { records in
            var values: [Value] = []
            for record in records {
                if let value = paths.lazy.compactMap({ record[$0] }).first(where: { !ColumnWriting.isNone($0) }),
                    let read = read(value)
                {
                    values.append(read)
                }
            }
            return values
        }
    }
}
