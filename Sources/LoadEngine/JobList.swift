/// The jobs of a load: which resources are read, in which order.
struct JobList: Sendable {
    let source: Source
    let options: LoadOptions

    /// The resources that are read themselves, and those that hold what was asked for.
    var jobs: [Resource] {
        let roots = source.resources.filter { resource in
            if case .nested = resource.reading { false } else { true }
        }
        if !options.singles.isEmpty { return roots.filter { $0.single != nil } }
        guard let chosen = options.resources else { return roots }
        return roots.filter { root in
            chosen.contains(root.name) || nested(in: root).contains { chosen.contains($0.name) }
        }
    }

    func nested(in resource: Resource) -> [Resource] {
        guard options.singles.isEmpty else { return [] }
        return source.resources.filter { candidate in
            if case .nested(let parent, _, _, _) = candidate.reading { parent == resource.name } else { false }
        }
    }
}

extension Resource {
    func isReadable(by kind: KeyKind) -> Bool {
        keyKinds.isEmpty || keyKinds.contains(kind.name)
    }
}
