import Warehouse

extension ExitStatus {
    /// Every exit status with its meaning and what to do about it, for the help.
    static var table: String {
        allCases.map { status in
            let number = "\(status.rawValue)"
            let head = String(repeating: " ", count: max(0, 5 - number.count)) + "\(number)  \(status.meaning)"
            return ([head] + wrapped(status.advice, at: 68).map { String(repeating: " ", count: 9) + $0 })
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// Broken by hand: the help does not indent what it breaks itself.
    private static func wrapped(_ text: String, at width: Int) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }
}
