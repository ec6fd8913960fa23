public import JSON
package import Warehouse

/// One mapping: a path in the record and the column that takes what is found there.
///
/// Absent, `null` and `""` are null. What does not fit the column's type makes the record a rejected one; nothing is
/// rounded or cleared in silence.
///
/// The static functions say the type: `.text("name", "what they go by", from: "attributes.name")`. All take the column, the
/// comment that it gets in the database, the places where the value may stand, most likely first (without any: under the
/// column's name), and the ``Part`` that the value comes with, if it does not come with every record.
public struct Field: Sendable, Hashable {
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

    /// What the column holds, in words: the comment that the table carries.
    package let comment: String?

    /// Whether a dataset has it beyond the declarations (`Source.adding`).
    package let isAdded: Bool

    /// Whether its column has a type of this dataset's own, narrower maybe than the declared one.
    package private(set) var keepsOwnType = false

    /// The column whose misfits it takes: values of the same field that do not fit the type of that column.
    package let variantOf: String?

    init(
        _ column: String, _ type: ColumnType, _ paths: [JSONPath], part: String?, comment: String?, isMap: Bool = false,
        secretParameter: String? = nil, isAdded: Bool = false, variantOf: String? = nil
    ) {
        self.column = column
        self.type = type
        self.paths = paths.isEmpty ? [JSONPath([column])] : paths
        self.part = part
        self.comment = comment
        self.isAdded = isAdded
        self.variantOf = variantOf
        self.isMap = isMap
        self.secretParameter = secretParameter
    }

    /// A whole number of 64 bits: keys and counts. `"12"` is one as well; `12.5` and what is too large do not fit.
    public static func bigint(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .bigint, paths, part: part, comment: comment)
    }

    /// A whole number of 32 bits.
    public static func integer(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .integer, paths, part: part, comment: comment)
    }

    /// A decimal number of any length, kept digit by digit: money.
    public static func numeric(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .numeric, paths, part: part, comment: comment)
    }

    /// Text as it came; a number or a boolean is taken in its JSON spelling.
    public static func text(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .text, paths, part: part, comment: comment)
    }

    /// A link, stored without the parameter of its query that carries a secret.
    public static func link(
        _ column: String, _ comment: String? = nil, without secretParameter: String
    ) -> Field {
        Field(column, .text, [], part: nil, comment: comment, secretParameter: secretParameter)
    }

    /// `true`, `false`, `1` and `0`, also as strings.
    public static func boolean(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .boolean, paths, part: part, comment: comment)
    }

    /// An instant in ISO 8601, to the microsecond; what names no zone is UTC.
    public static func timestamptz(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .timestamptz, paths, part: part, comment: comment)
    }

    /// Any JSON value, as `jsonb`: for what nobody knows the shape of.
    public static func jsonb(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .jsonb, paths, part: part, comment: comment)
    }

    /// A `jsonb` column that holds a map; `[]` is taken for an empty one.
    public static func map(
        _ column: String, _ comment: String? = nil, from paths: JSONPath..., part: String? = nil
    ) -> Field {
        Field(column, .jsonb, paths, part: part, comment: comment, isMap: true)
    }

    /// What `extra` calls it: the names on the way to its likeliest place.
    var nameInExtra: String { paths.first?.keys.joined(separator: ".") ?? column }

    /// The column that the field fills.
    func column(isNullable: Bool = true) -> Column {
        Column(column, type, isNullable: isNullable, part: self.part, comment: comment)
    }

    /// The field with another type of its column.
    func with(_ type: ColumnType) -> Field {
        guard type != self.type else { return self }
        var field = Field(
            column, type, paths, part: part, comment: comment, isMap: isMap, secretParameter: secretParameter,
            isAdded: isAdded, variantOf: variantOf)
        field.keepsOwnType = true
        return field
    }

    /// The field with its column and no place in the record to fill it from.
    var withoutPlace: Field {
        Field(
            column, type, [JSONPath([])], part: part, comment: comment, isMap: isMap, secretParameter: secretParameter,
            isAdded: isAdded, variantOf: variantOf)
    }
}
