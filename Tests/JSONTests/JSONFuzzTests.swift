import Foundation
import JSON
import Testing

/// Thousands of damaged documents: none may crash the parser, and what it accepts and reads must be what Foundation's
/// parser accepts and reads, where the two mean to agree.
@Suite struct JSONFuzzTests {
    static let samples = [
        #"{"page": 1, "total": 2.50, "leads": [{"id": 17, "name": "Zo\u00eb \"Z\" O'Neil", "spam": false, "note": null, "#
            + #""url": "https:\/\/x.io\/?a=1", "tags": ["a", "", "\ud83d\ude00"], "value": -1.5e+3, "#
            + #""sub": {"k\n": [[], {}]}}, {}]}"#,
        #"[0, -0, 0.1, 1E5, 12e-3, true, false, null, "\\", "\"", "é😀", [[[["deep"]]]], {"a": {"b": {"c": []}}}]"#,
        "{\n  \"a\" : [ 1 , 2 ,\t3 ] ,\r\n"
            + "  \"b\" : \"a long text that spans more than one block of sixty-four bytes, é\"\n}\n",
    ]

    /// What JSON is made of, and some bytes that it is not made of.
    static let alphabet =
        Array("{}[]:,\"\\/ \n\tutrfnalse0123456789.eE+-dDc8".utf8) + [0, 0x0C, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]

    @Test(arguments: 0..<8)
    func `damaged documents are judged as Foundation judges them`(seed: Int) throws {
        var random = SplitMix64(state: UInt64(seed))
        var accepted = 0
        for round in 0..<2_500 {
            var bytes = Array(Self.samples[round % Self.samples.count].utf8)
            for _ in 0...Int.random(in: 0...(round % 4), using: &random) { Self.damage(&bytes, using: &random) }
            if try Self.compare(bytes) { accepted += 1 }
        }
        // Else the comparison would compare nothing.
        #expect(accepted > 100)
    }

    @Test(arguments: samples)
    func `an undamaged sample is read as Foundation reads it`(sample: String) throws {
        #expect(try Self.compare(Array(sample.utf8)))
    }

    private static func damage(_ bytes: inout [UInt8], using random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let other = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        case 2: bytes.remove(at: at)
        case 3: bytes.removeSubrange(min(at, other)..<min(max(at, other), min(at, other) + 8))
        case 4: bytes.insert(contentsOf: bytes[min(at, other)..<min(max(at, other), min(at, other) + 8)], at: at)
        default: bytes.swapAt(at, other)
        }
    }

    /// Returns whether both accept.
    private static func compare(_ bytes: [UInt8]) throws -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            // Foundation lets a comma stand before the end of a container; RFC 8259 does not.
            if case .syntax(let at, .value) = error, bytes.dropFirst(at).first == UInt8(ascii: "]") { return false }
            if case .syntax(let at, .key) = error, bytes.dropFirst(at).first == UInt8(ascii: "}") { return false }
            #expect(theirs == nil, "refused here (\(error)), but not by Foundation: \(text)")
            return false
        }
        return document.withRoot { root in
            // Foundation refuses what is repaired here.
            if document.replacedCharacters > 0 || root.containsReplacedCharacters { return false }
            guard let theirs else {
                Issue.record("accepted here, but not by Foundation: \(text)")
                return false
            }
            #expect(matches(root, theirs), "read otherwise: \(text)")
            return true
        }
    }

    private static func matches(_ value: JSONValue, _ theirs: Any) -> Bool {
        switch value.kind {
        case .null: return theirs is NSNull
        case .boolean: return theirs as? Bool == value.boolean
        case .number: return (theirs as? NSNumber)?.doubleValue == Double(String(decoding: value.text, as: UTF8.self))
        case .string: return theirs as? String == value.makeString()
        case .array:
            guard let theirs = theirs as? [Any], theirs.count == value.count else { return false }
            return zip(value.elements, theirs).allSatisfy { matches($0, $1) }
        case .object:
            guard let theirs = theirs as? [String: Any] else { return false }
            var names: Set<String> = []
            for member in value.members { names.insert(member.key.makeString() ?? "") }
            // Of a doubled key, Foundation keeps one.
            guard names == Set(theirs.keys) else { return false }
            guard names.count == value.count else { return true }
            return value.members.allSatisfy { member in
                theirs[member.key.makeString() ?? ""].map { matches(member.value, $0) } ?? false
            }
        }
    }
}

/// A small generator whose numbers are the same on each run.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
