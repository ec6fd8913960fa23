internal import Foundation

/// All of these are drawn from the seed and the number of changes before: the same calls make the same leads.
extension SandboxStore {
    /// - Parameter at: when the new leads were created; nil for one second after another, after the newest lead.
    func addLeads(_ count: Int, at date: Date?) -> [Int64] {
        let places = agency.wheel.filter { !agency.profiles[$0].isDeleted }
        guard count > 0, !places.isEmpty else { return [] }
        var fields = LeadFields(json: JSONWriter(), style: RenderStyle(options))
        let first = records.count
        for sequence in first..<first + count {
            let entered = date.map { UTCTime($0) } ?? UTCTime(seconds: newest.seconds + 1)
            newest = max(newest, entered)
            var record = generator.record(sequence, entered: entered, mayBeBackdated: false, profiles: places)
            record.json = renderer.render(record, edits: LeadEdits(), into: &fields)
            record.json.chunk = UInt32(chunks.count)
            records.append(record)
        }
        chunks.append(fields.json.bytes)
        merge((first..<first + count).map { Int32($0) })
        return records[first...].map(\.id)
    }

    func change(_ ids: [Int64], _ change: LeadChange) -> [Int64] {
        let places = ids.compactMap { place(of: $0) }
        for place in places {
            var random = nextChange()
            apply(change, to: place, &random)
        }
        render(places)
        return places.map { records[$0].id }
    }

    /// As many leads as the fraction comes to, spread over all of them; at least one, unless the fraction is 0.
    func sample(fraction: Double) -> [Int64] {
        guard fraction > 0, !order.isEmpty else { return [] }
        return sample(max(1, Int((Double(order.count) * min(fraction, 1)).rounded())))
    }

    func sample(_ count: Int) -> [Int64] {
        var random = nextChange()
        var wanted = max(0, min(count, order.count))
        var ids: [Int64] = []
        ids.reserveCapacity(wanted)
        for (passed, place) in order.enumerated() where wanted > 0 {
            if random.below(order.count - passed) < wanted {
                ids.append(records[Int(place)].id)
                wanted -= 1
            }
        }
        return ids
    }

    func mark(_ ids: [Int64], spam: Bool) {
        let places = ids.compactMap { place(of: $0) }
        for place in places { records[place].isSpam = spam }
        render(places)
    }

    /// Moves the creation of leads, which takes them elsewhere in every answer.
    func moveCreation(_ ids: [Int64], bySeconds seconds: Int64) {
        let places = ids.compactMap { place(of: $0) }
        let moved = Set(places.map { Int32($0) })
        order.removeAll { moved.contains($0) }
        for place in places {
            records[place].created = UTCTime(seconds: records[place].created.seconds + seconds)
            newest = max(newest, records[place].created)
        }
        render(places)
        merge(Array(moved))
    }

    func delete(_ ids: [Int64]) -> [Int64] {
        let places = ids.compactMap { place(of: $0) }
        for place in places { records[place].isDeleted = true }
        order.removeAll { records[Int($0)].isDeleted }
        return places.map { records[$0].id }
    }

    /// With its leads, numbers and forms. False when there is no such profile.
    func deleteProfile(_ id: Int64) -> Bool {
        guard let place = agency.profiles.firstIndex(where: { $0.id == id && !$0.isDeleted }) else { return false }
        agency.deleteProfile(place)
        deleteLeadsOfGoneProfiles()
        return true
    }

    /// With its profiles and all that is theirs. False when there is no such account.
    func deleteAccount(_ id: Int64) -> Bool {
        guard let place = agency.accounts.firstIndex(where: { $0.id == id && !$0.isDeleted }) else { return false }
        agency.deleteAccount(place)
        deleteLeadsOfGoneProfiles()
        return true
    }

    // MARK: - Steps

    private func nextChange() -> SplitMix64 {
        changes += 1
        return SplitMix64(seed: options.seed, stream: .changes, sequence: changes)
    }

    private func apply(_ change: LeadChange, to place: Int, _ random: inout SplitMix64) {
        switch change {
        case .anything:
            switch random.below(5) {
            case 0: changeValue(of: place, &random)
            case 1: records[place].quotable = records[place].quotable == .yes ? .no : .yes
            case 2: edits[place, default: LeadEdits()].notes += 1
            case 3: edits[place, default: LeadEdits()].answers += 1
            // Another draw may give the same source; the URL tells them apart.
            default: edits[place, default: LeadEdits()].attribution += 1
            }
            touch(place)
        case .journeyOnly: edits[place, default: LeadEdits()].journey += 1
        case .formAnswerOnly: edits[place, default: LeadEdits()].answers += 1
        case .value:
            changeValue(of: place, &random)
            touch(place)
        case .touch: touch(place)
        }
    }

    /// Never to what it was.
    private func changeValue(of place: Int, _ random: inout SplitMix64) {
        let before = records[place].sales
        records[place].quote = random.chance(800) ? .invented(&random) : nil
        records[place].sales = .invented(&random)
        if records[place].sales == before { records[place].sales?.cents += 1 }
    }

    /// The sandbox's present is a second after the newest lead for each change. It always moves on.
    private func touch(_ place: Int) {
        let before = records[place].updated ?? newest
        records[place].updated = max(
            UTCTime(seconds: newest.seconds + Int64(changes)), UTCTime(seconds: before.seconds + 1))
    }

    private func render(_ places: [Int]) {
        var fields = LeadFields(json: JSONWriter(), style: RenderStyle(options))
        for place in places {
            records[place].json = renderer.render(records[place], edits: edits[place] ?? LeadEdits(), into: &fields)
            records[place].json.chunk = UInt32(chunks.count)
        }
        chunks.append(fields.json.bytes)
    }

    private func merge(_ added: [Int32]) {
        let added = added.sorted { records[Int($0)].isOlder(than: records[Int($1)]) }
        var merged: [Int32] = []
        merged.reserveCapacity(order.count + added.count)
        var rest = added[...]
        for place in order {
            while let next = rest.first, records[Int(next)].isOlder(than: records[Int(place)]) {
                merged.append(next)
                rest.removeFirst()
            }
            merged.append(place)
        }
        order = merged + rest
    }

    private func deleteLeadsOfGoneProfiles() {
        for place in order where agency.isGone(profile: records[Int(place)].profile) {
            records[Int(place)].isDeleted = true
        }
        order.removeAll { records[Int($0)].isDeleted }
    }
}
