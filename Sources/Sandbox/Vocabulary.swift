/// The words that invented leads are made of. Nobody in here exists; numbers, hosts and addresses are those reserved for examples.
enum Vocabulary {
    static let names = [
        "Dana Whitfield", "Luis Ortega", "Priya Raman", "Tom Becker", "Grace Lindqvist", "Marcus Hale", "Yuki Tanabe",
        "Renée O'Connor", "José 山田", "Zoë Müller", "Łukasz Żółć", "Nguyễn Thị Ánh", "陳大文", "Ирина Соколова",
        "محمد الأحمد", "אברהם לוי", "Ana \"Nan\" Silva", "Bob\\Alice", "Søren Kierk 🙂", "Jose\u{301} Combining", "김서연",
        "Olga Petrova", "Ahmed Farouk", "Chloe Dubois", "Ivan Horvat", "Mia Rossi", "Noah Stein", "Ella Novak",
        "Sam O’Hara", "Kim\tTab", "Πέτρος Νίκου", "สมชาย ใจดี", "Jean-Luc d'Arc", "李小龍 👨‍👩‍👧", "Aoife Ní Bhriain",
    ]
    static let companies = [
        "Acme “North” Ltd", "Birch & Sons", "Cobalt Roofing", "Delta Dental", "Elm Street Bakery", "株式会社サンプル",
        "Fjord Boats AS", "Garcia/Lopez LLP", "Harbor Lane", "Ivory Tower, Inc.", "شركة المثال", "Kilo \\ Lima GmbH",
    ]
    static let accounts = [
        "Harbor Lane Dental", "Pine & Oak Furniture", "Cobalt Roofing", "Bright Smiles \"Kids\"", "Café Zürich",
        "Summit Law / Partners", "Green Thumb Gardens", "Blue Door Realty", "Rapid Plumbing 24/7", "Nordlicht Energie",
        "東京サンプル", "Old Mill Physio",
    ]
    static let profiles = ["Main Site", "Shop", "Blog", "Landing Pages", "Español", "Booking", "Partner – Portal"]
    static let places: [(city: String, state: String, zip: String, country: String)] = [
        ("Charlotte", "NC", "28226", "US"), ("Austin", "Texas", "78701", "US"), ("Portland", "OR", "97201", "US"),
        ("Boston", "Massachusetts", "02108", "US"), ("Zürich", "ZH", "8001", "CH"), ("Montréal", "QC", "H2Y 1C6", "CA"),
        ("東京", "東京都", "100-0001", "JP"), ("München", "Bayern", "80331", "DE"), ("Leeds", "England", "LS1 4AP", "GB"),
        ("São Paulo", "SP", "01001-000", "BR"), ("Cairo", "القاهرة", "11511", "EG"), ("Denver", "CO", "80202", "US"),
    ]
    static let hosts = [
        "www.example.com", "shop.example.com", "www.example.org", "book.example.net", "go.example.com",
    ]
    static let pages = [
        "", "contact", "prices", "implants", "services/roof-repair", "about-us", "book/now", "checkout/thanks",
        "delivery",
        "blog/2026/how-to-choose", "faq#hours", "caf%C3%A9/menü", "sofas", "offers/winter", "team/dr-o'connor",
    ]
    static let campaigns = [
        "Implants - Search", "Winter ❄ sale", "Brand | Exact", "Roofing_Q3 (remarketing)", "Été 2026", "Local/Maps",
        "Performance Max: All", "50% off \"today\"", "Display – Cold", "{campaign}",
    ]
    static let contents = ["ad variant B", "text ad 3", "carousel/2", "video 15s", "logo link", "responsive #12"]
    static let keywords = [
        "dental implants near me", "emergency plumber", "roof repair cost", "best sofa 2026", "(not provided)",
        "zahnarzt zürich", "歯医者", "family law attorney", "24/7 plumber", "physio open sunday",
    ]
    static let spotted = ["appointment", "insurance", "quote", "buy", "price", "delivery", "refund", "emergency"]
    static let systems = [
        "iOS 18", "Windows 11", "macOS 10.15 Catalina", "Android 16", "macOS 26 Tahoe", "Linux", "Windows 10",
    ]
    static let browsers = [
        "Mobile Safari 18", "Chrome 136", "Edge 140", "Firefox 144", "Chrome Mobile 141", "Safari 26",
    ]
    static let makes = ["Apple iPhone", "Samsung", "Apple Mac", "Google Pixel", ""]
    static let phoneNames = ["Google Ads pool", "Website", "Print – Spring", "Facebook", "Directory/Yelp", "Van №3"]
    static let formNames = [
        "Contact Form", "Request a Quote", "Newsletter", "Anfrage", "お問い合わせ", "Book \"Now\"", "Callback / Rückruf",
    ]
    static let notes = [
        "Call back after 3pm", "Wants a second opinion.\nSpouse decides.", "VIP 🙂", "left message\r\ntwice",
        "Said: \"too expensive\"", "C:\\leads\\import.csv", "見積もり送付済み",
        "bell \u{7} and escape \u{1b}[0m from a terminal",
        "line\u{2028}separator", "unit\u{1f}separated\u{1}text", "\ttabbed\tnote\t", "يرجى الاتصال صباحا",
    ]
    static let questions = [
        "Do you deliver to Graz?", "How much is a check-up?", "Two lines\nof text, with an emoji 🙂",
        "Is Saturday possible?\n\nThanks,\nTom", "Können Sie mich zurückrufen?", "¿Aceptan mi seguro?", "見積もりをお願いします。",
        "هل لديكم موعد غدا؟", "Price for 3/4\" pipe & fittings <urgent>", "a\\b\tc", "N/A", "{\"json\": \"inside\"}",
        "We need 12 chairs; see https://www.example.com/a?b=c&d=e", "👩🏽‍⚕️ please",
        "none of the above'; drop table leads; --",
    ]
    static let labels = [
        "Your name:", "you@email com", "How can we help?", "e g 240", "Téléphone", "電話番号", "Company / Organisation",
        "If you are a human, leave this blank", "رسالة", "Preferred time (a.m./p.m.)", "budget_range", "Consent ✓",
        "What \"service\" do you need?", "C:\\path",
    ]
    static let speech = [
        "how can I help?", "I would like a consultation for an implant.", "Which day would suit you best?",
        "Thursday after four, if you have it.", "Let me look at the calendar for a moment.",
        "Do you take my insurance, it is through my employer?", "We do, please bring the card along.",
        "What would that cost without the insurance?", "It starts at four hundred and eighty, I can send you the list.",
        "My name is O'Connor, with an apostrophe.", "The parking is behind the building, next to the café.",
        "Could you spell the street for me?", "I saw the \"winter\" offer on your site.", "That offer ends on Friday.",
        "Sorry, the line is bad, could you say that again?", "Thank you so much, have a good day.",
    ]
    static let topics = ["implants", "scheduling", "billing", "delivery", "complaint", "parking", "insurance"]
    static let summaries = [
        "The caller asked for a consultation and checked insurance cover.", "The customer wants a quote by Friday.",
        "A returning client moved an appointment to Thursday afternoon.",
        "Wrong number; the caller was looking for a bakery.",
        "Der Anrufer fragte nach Preisen und bat um Rückruf.",
    ]
    static let intents = [
        "Book a consultation.", "Get a price.", "Complain about a late delivery.", "Change an appointment.",
    ]
    static let agents = ["Dana", "Luis", "Priya", "Renée"]
}
