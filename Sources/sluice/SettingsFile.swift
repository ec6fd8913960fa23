import Configuration
import Foundation
import Yams

/// `sluice.yaml`: sections of settings, one value each.
///
/// A key that is not known is refused, since it is mostly a known one misspelt, and the run would go on without it. No
/// refusal quotes the file: there may be secrets in it.
enum SettingsFile {
    static func read(_ path: String, mustExist: Bool) throws(SettingsError) -> [AbsoluteConfigKey: ConfigValue] {
        guard FileManager.default.fileExists(atPath: path) else {
            if mustExist { throw .missingFile(path) }
            return [:]
        }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadableFile(path)
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (section, content) in try members(of: parse(text, path), in: path) {
            for (name, value) in try members(of: content, in: path) {
                let key = "\(try word(section, in: path)).\(try word(name, in: path))"
                guard let setting = Setting(rawValue: key) else {
                    throw .unknownKey(key, file: path, line: name.mark?.line, known: Setting.allCases.map(\.rawValue))
                }
                let text = try word(value, in: path)
                if text.isEmpty { continue }
                values[AbsoluteConfigKey(setting.key)] = ConfigValue(.string(text), isSecret: setting.isSecret)
            }
        }
        return values
    }

    /// Nil for a file of nothing but comments.
    private static func parse(_ text: String, _ path: String) throws(SettingsError) -> Node? {
        do {
            return try compose(yaml: text)
        } catch YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _)
        {
            throw .notYAML(file: path, line: mark.line)
        } catch {
            throw .notYAML(file: path, line: nil)
        }
    }

    /// The members of a mapping; what is left empty has none.
    private static func members(of node: Node?, in path: String) throws(SettingsError) -> [(key: Node, value: Node)] {
        guard let node, node.scalar?.string.isEmpty != true else { return [] }
        guard let mapping = node.mapping else { throw .notYAML(file: path, line: node.mark?.line) }
        return mapping.map { ($0.key, $0.value) }
    }

    private static func word(_ node: Node, in path: String) throws(SettingsError) -> String {
        guard let scalar = node.scalar else { throw .notYAML(file: path, line: node.mark?.line) }
        return scalar.string
    }
}
