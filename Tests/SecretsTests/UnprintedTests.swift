import Secrets
import Testing

@Suite("What is not printed")
struct UnprintedTests {
    private struct Key: Unprinted {
        let bytes: [UInt8] = [201, 202]
        let text = "not to be seen"
    }

    private struct Holder {
        let keys = [Key()]
        let name = "held"
    }

    @Test("Neither by itself nor by what holds it, however that is printed")
    func hidden() {
        var dumped = ""
        dump(Holder(), to: &dumped)
        for text in ["\(Holder())", String(reflecting: Holder()), "\([Key()])", dumped] {
            #expect(text.contains("Key (hidden)"))
            #expect(!text.contains("seen") && !text.contains("201"))
        }
    }
}
