/// Writes the fields of one lead, and leaves out, blanks or nulls those without a value, as the API does.
struct LeadFields {
    var json: JSONWriter
    let style: RenderStyle
    var random = SplitMix64(seed: 0, stream: .style)

    init(json: JSONWriter, style: RenderStyle) {
        self.json = json
        self.style = style
    }

    /// Starts a lead: leads differ in how they are escaped, and in which fields they leave out.
    mutating func begin(_ lead: LeadRecord, seed: UInt64) {
        random = SplitMix64(seed: seed, stream: .style, sequence: lead.sequence)
        json.startAfresh()
        json.escapesSlashes = random.chance(500)
        json.escapesUnicode = random.chance(330)
    }

    mutating func text(_ name: StaticString, _ text: String) {
        json.key(name)
        json.value(text)
    }

    mutating func number(_ name: StaticString, _ number: Int64) {
        json.key(name)
        json.value(number)
    }

    mutating func flag(_ name: StaticString, _ flag: Bool) {
        json.key(name)
        json.value(flag)
    }

    mutating func money(_ name: StaticString, _ money: Money?) {
        json.key(name)
        if let money { json.value(money) } else { json.null() }
    }

    mutating func time(_ name: StaticString, _ time: UTCTime) {
        json.key(name)
        let spelling = random.below(3)
        switch style.mixedTimestamps ? spelling : 0 {
        case 1: json.spacedValue(time)
        case 2: json.offsetValue(time)
        default: json.value(time)
        }
    }

    /// A text that may be missing: absent mostly, else null or empty.
    mutating func optional(_ name: StaticString, _ text: String?) {
        if let text { return self.text(name, text) }
        let way = random.below(10)
        if style.explicitNulls || way == 0 {
            json.key(name)
            json.null()
        } else if way < 3 {
            self.text(name, "")
        }
    }

    /// A number that may be missing: absent, or null.
    mutating func optional(_ name: StaticString, _ number: Int?) {
        if let number { return self.number(name, Int64(number)) }
        if random.chance(300) || style.explicitNulls {
            json.key(name)
            json.null()
        }
    }

    /// `{…}`, but `[]` when there are no entries.
    mutating func map(_ name: StaticString, _ entries: MapEntries) {
        json.key(name)
        if entries.isEmpty { return json.raw("[]") }
        json.beginObject()
        for entry in entries {
            json.key(entry.name)
            switch entry.value {
            case .text(let text): json.value(text)
            case .number(let number): json.value(number)
            }
        }
        json.endObject()
    }
}
