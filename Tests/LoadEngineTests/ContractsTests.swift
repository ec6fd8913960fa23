import LoadEngine
import Testing

struct ContractsTests {
    private static let resources = ["leads", "accounts"]

    @Test(arguments: [
        ("", Contract(), Contract()),
        ("evolve", Contract(columns: .evolve, dataType: .evolve), Contract(columns: .evolve, dataType: .evolve)),
        ("columns=freeze", Contract(columns: .freeze), Contract(columns: .freeze)),
        (
            " columns = evolve , data_type=capture ", Contract(columns: .evolve, dataType: .capture),
            Contract(columns: .evolve, dataType: .capture)
        ),
        ("leads=discard_row", Contract(columns: .discardRow, dataType: .discardRow), Contract()),
        // The exact wins over the general, wherever it stands.
        ("leads.columns=evolve,columns=freeze", Contract(columns: .evolve), Contract(columns: .freeze)),
        (
            "leads.data_type=reject,freeze", Contract(columns: .freeze, dataType: .reject),
            Contract(columns: .freeze, dataType: .freeze)
        ),
        ("leads.columns=capture,leads=freeze", Contract(columns: .capture, dataType: .freeze), Contract()),
    ])
    func `a contract is read`(text: String, leads: Contract, accounts: Contract) throws {
        let contracts = try Contracts(text, resources: Self.resources)
        #expect(contracts["leads"] == leads)
        #expect(contracts["accounts"] == accounts)
    }

    @Test(arguments: [
        ("evolv", "ends in no mode"), ("columns=", "ends in no mode"), ("columns=a=b", "ends in no mode"),
        ("calls=freeze", "about nothing that there is"), ("leads.rows=freeze", "about nothing that there is"),
        ("columns.leads=freeze", "about nothing that there is"), ("=freeze", "about nothing that there is"),
        ("columns=reject", "data_type=reject"), ("reject", "data_type=reject"), ("leads=reject", "data_type=reject"),
    ])
    func `what is none is refused in words`(text: String, words: String) throws {
        let error = #expect(throws: ContractError.self) { try Contracts(text, resources: Self.resources) }
        #expect("\(try #require(error))".contains(words))
    }
}
