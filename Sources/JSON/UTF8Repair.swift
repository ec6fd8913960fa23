/// Bytes made valid UTF-8: each maximal invalid sequence became one U+FFFD.
///
/// That is the replacement which the Unicode Standard recommends (section 3.9, "U+FFFD Substitution of Maximal
/// Subparts"), so other tools that repair the same bytes come to the same text.
struct UTF8Repair {
    private(set) var bytes: [UInt8] = []
    private(set) var replacedCount = 0

    init(of invalid: some Collection<UInt8>, reservingCapacity padding: Int) {
        // A replacement is up to two bytes longer than what it replaces; few are expected.
        bytes.reserveCapacity(invalid.count + padding)
        var parser = Unicode.UTF8.ForwardParser()
        var rest = invalid.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar):
                bytes.append(contentsOf: scalar)
            case .error:
                bytes.append(contentsOf: Unicode.UTF8.encodedReplacementCharacter)
                replacedCount += 1
            case .emptyInput:
                return
            }
        }
    }
}
