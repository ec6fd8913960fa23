import Books
import Foundation
import Postgres

/// What the pages read out of a query, each value checked before any SQL sees it.
extension PageAsk {
    /// A value that is given and not empty: an empty field of a form says nothing.
    func text(_ name: String) throws -> String? {
        guard let value = query[name], !value.isEmpty else { return nil }
        guard value.utf8.count <= 800, !value.unicodeScalars.contains("\0") else {
            throw PageError.badRequest("\(name) is too long, or holds what no text may hold")
        }
        return value
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = try text(name) else { return nil }
        guard let number = Int(value), range.contains(number) else {
            throw PageError.badRequest(
                "\(name) must be a whole number between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    func day(_ name: String) throws -> Day? {
        guard let value = try text(name) else { return nil }
        guard let day = Day(value) else { throw PageError.badRequest("\(name) must be a day such as 2024-01-31") }
        return day
    }

    func id(_ name: String) throws -> UUID? {
        guard let value = try text(name) else { return nil }
        guard let id = UUID(uuidString: value) else {
            throw PageError.badRequest("\(name) must be the id of a package")
        }
        return id
    }

    func choice(_ name: String, of choices: [String]) throws -> String? {
        guard let value = try text(name) else { return nil }
        guard choices.contains(value) else {
            throw PageError.badRequest(
                choices.isEmpty
                    ? "\(name) names nothing that is there"
                    : "\(name) must be one of \(choices.joined(separator: ", "))")
        }
        return value
    }
}
