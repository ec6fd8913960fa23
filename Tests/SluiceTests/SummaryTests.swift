import LoadEngine
import Testing
import Warehouse

@testable import sluice

struct SummaryTests {
    @Test func `a terminal obeys no name and no message that the API sends`() {
        var job = JobReport(resource: "leads")
        job.unknownFields = ["leads.\u{1B}[2Jnew\nleads: all is well"]
        job.message = "it says \u{202E}no"
        var report = LoadReport(package: LoadPackage(dataset: "calls", source: "shop", trigger: "test"))
        report.jobs = [job]
        let text = Summary(report).text
        let moving: Set<Unicode.GeneralCategory> = [.control, .format]
        #expect(!text.unicodeScalars.contains { $0 != "\n" && moving.contains($0.properties.generalCategory) })
        #expect(text.contains(#"leads.\u{1b}[2Jnew\nleads: all is well"#))
        #expect(text.contains(#"it says \u{202e}no"#))
    }
}
