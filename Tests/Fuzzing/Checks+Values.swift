import NIOCore

@testable import Catalogue
@testable import RESTKit

extension Checks {
    /// What was read and is written again is read as the same.
    static func json(_ bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes) else { return }
        var writer = JSONWriter()
        writer.value(value)
        let again = try? JSONReader.read(writer.finish())
        precondition(again == value, "read again as something else")
    }

    static func query(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        _ = try? QueryText(text)
        _ = try? Form(query: Substring(text))
    }

    static func etags(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = EntityTagList([text])
        var fields = HeaderFields()
        fields.add(name: "accept-encoding", value: text)
        _ = ContentCoding(fields)
        _ = EntityTagList(text.split(separator: "\n").map(String.init))
    }

    /// Clean text stays as it is; a price is what it says.
    static func text(_ bytes: [UInt8]) {
        let raw = String(decoding: bytes, as: UTF8.self)
        if let name = try? Name(raw) {
            precondition((try? Name(name.text))?.text.utf8.elementsEqual(name.text.utf8) == true, "not clean")
            _ = ItemWords(name: name.text, description: nil, storeID: Store.ID(1))
        }
        if let text = try? Description(raw) {
            precondition((try? Description(text.text))?.text.utf8.elementsEqual(text.text.utf8) == true, "not clean")
        }
        _ = SearchText(raw)?.words
        _ = try? Price(literal: raw)
    }
}
