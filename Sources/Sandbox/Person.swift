/// Who got in touch. Repeat leads come from a person who has been there before, so people are drawn by their own number.
struct Person {
    let name: String
    let company: String?
    let email: String
    let phone: String
    let city: String
    let state: String
    let zip: String
    let country: String

    init(seed: UInt64, number: Int) {
        var random = SplitMix64(seed: seed, stream: .person, sequence: number)
        name = random.pick(Vocabulary.names)
        company = random.chance(300) ? random.pick(Vocabulary.companies) : nil
        email = "visitor.\(number)+\(random.hex(4))@example.\(random.chance(500) ? "com" : "org")"
        phone = Agency.phone(number)
        (city, state, zip, country) = random.pick(Vocabulary.places)
    }
}
