import Foundation

/// What happens on the way, on standard error; the result alone is on standard output.
enum Progress {
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }
}
