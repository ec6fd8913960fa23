package import JSON
package import Warehouse

/// One mapping: a path in the record and the column that takes what is found there.
///
/// Absent, `null` and `""` are null. What does not fit the column's type makes the record a rejected one; nothing is
/// rounded or cleared in silence.
package struct Field: Sendable, Hashable {
    package let column: String
    package let type: ColumnType

    /// Where the value stands, most likely place first: the first that holds a value is taken.
    package let paths: [JSONPath]

    /// The part of the record it belongs to, when that part comes only if it is asked for.
    package let part: String?

    /// A `jsonb` column for a map: an empty list, which is how some servers spell an empty map, is taken for `{}`.
    package let isMap: Bool

    /// A link from whose query this parameter is taken out before it is stored, because it carries a secret.
    package let secretParameter: String?

    init(
        _ column: String, _ type: ColumnType, _ paths: [JSONPath], part: String?, isMap: Bool = false,
        secretParameter: String? = nil
    ) {
        self.column = column
        self.type = type
        self.paths = paths.isEmpty ? [JSONPath([column])] : paths
        self.part = part
        self.isMap = isMap
        self.secretParameter = secretParameter
    }

    package static func bigint(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .bigint, paths, part: part)
    }

    package static func integer(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .integer, paths, part: part)
    }

    package static func numeric(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .numeric, paths, part: part)
    }

    package static func text(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .text, paths, part: part)
    }

    /// A link, stored without the parameter of its query that carries a secret.
    package static func link(_ column: String, without secretParameter: String) -> Field {
        Field(column, .text, [], part: nil, secretParameter: secretParameter)
    }

    package static func boolean(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .boolean, paths, part: part)
    }

    package static func timestamptz(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .timestamptz, paths, part: part)
    }

    package static func jsonb(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .jsonb, paths, part: part)
    }

    /// A `jsonb` column that holds a map; `[]` is taken for an empty one.
    package static func map(_ column: String, from paths: JSONPath..., part: String? = nil) -> Field {
        Field(column, .jsonb, paths, part: part, isMap: true)
    }

    /// The field with its column and no place in the record to fill it from.
    var withoutPlace: Field {
        Field(column, type, [JSONPath([])], part: part, isMap: isMap, secretParameter: secretParameter)
    }
}
