import NIOCore
import RESTKit
import Testing

/// What RFC 8259 says of many small texts, and what the reader decides where the standard leaves it open (§9): see
/// ``JSONReader`` for its limits.
@Suite struct JSONCaseTests {
    private static let blanks = ["", " ", "\n", " \t\r\n\r\n\t "]

    @Test("Each text is read as its value, between any blanks and inside other values", arguments: JSONCase.everyRead)
    func read(_ text: JSONCase) throws {
        guard case .read(let value) = text.outcome else { return #expect(Bool(false), "no value") }
        for blank in Self.blanks {
            #expect(try JSONReader.read(Array(blank.utf8) + text.bytes + Array(blank.utf8)) == value)
        }
        #expect(try JSONReader.read(text.asPartOfBuffer) == value)
        guard text.depth < JSONReader.maximumDepth else { return }
        #expect(try JSONReader.read(Array("[".utf8) + text.bytes + Array("]".utf8)) == [value])
        let object = Array("{\"a\":".utf8) + text.bytes + Array(",\"b\":0}".utf8)
        #expect(try JSONReader.read(object) == ["a": value, "b": 0])
    }

    @Test("Each text is refused at its place and with its reason, between any blanks", arguments: JSONCase.everyRefused)
    func refused(_ text: JSONCase) {
        guard case .refused(let offset, let reason) = text.outcome else { return #expect(Bool(false), "no fault") }
        #expect(fault(of: text.bytes) == JSONSyntaxError(at: offset, reason))
        #expect(throws: JSONSyntaxError(at: offset, reason)) { try JSONReader.read(text.asPartOfBuffer) }
        for blank in Self.blanks where !blank.isEmpty {
            // Blanks before it move the place, unless it is the text's beginning that is at fault.
            let moved = fault(of: Array(blank.utf8) + text.bytes)
            if !text.isOfItsBeginning { #expect(moved == JSONSyntaxError(at: blank.utf8.count + offset, reason)) }
            // Behind it they may be taken for a part of it, as in a string without an end, but never for its cure.
            #expect(moved != nil)
            #expect(fault(of: text.bytes + Array(blank.utf8)) != nil)
        }
    }

    @Test("No text is judged twice")
    func different() {
        let texts = (JSONCase.everyRead + JSONCase.everyRefused).map(\.bytes)
        #expect(texts.count > 400)
        #expect(Set(texts).count == texts.count)
    }

    private func fault(of bytes: [UInt8]) -> JSONSyntaxError? {
        do throws(JSONSyntaxError) {
            _ = try JSONReader.read(bytes)
            return nil
        } catch {
            return error
        }
    }
}
