/// One thing in which a database differs from what is declared.
package struct SchemaDifference: Sendable, Hashable {
    /// What differs, by its kind and name: `column calls.leads.notes`.
    package let object: String

    /// In what: `is not there`, `is integer and should be text`.
    package let words: String

    package let side: Side

    /// The SQL that makes it as it is declared; nil when nothing is to be mended.
    package let mend: String?

    /// Whether the mend makes a column that is empty at first: a record that is known by its fingerprint does not fill it.
    package var makesColumn: Bool { object.hasPrefix("column ") && mend?.contains(" add column ") == true }

    /// Whether the table is right, and the role may not use it.
    package var isAboutRights: Bool { mend?.hasPrefix("grant ") == true }

    /// Who wins.
    package enum Side: Sendable, Hashable {
        /// The declaration: a load needs it, and does not begin without.
        case declarationNeeded
        /// The declaration; but loads run all the same.
        case declaration
        /// Whoever made it. It lies beyond what is declared: it stays, and nothing touches it.
        case database
    }

    package init(_ object: String, _ words: String, _ side: Side, mend: String? = nil) {
        self.object = object
        self.words = words
        self.side = side
        self.mend = mend
    }

    /// Who wins, for people.
    package var winner: String {
        switch side {
        case .declarationNeeded: "the declaration; no load begins before it is mended"
        case .declaration: "the declaration; loads go on meanwhile"
        case .database: "yours: it is kept and never touched"
        }
    }

    package var sentence: String { "\(object) \(words)" }
}
