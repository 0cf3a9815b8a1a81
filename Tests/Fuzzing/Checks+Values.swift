import NIOCore

@testable import Catalogue
@testable import RESTKit

extension Checks {
    /// What was read and is written again is read as the same.
    mutating func json(_ bytes: [UInt8]) {
        guard let value = timed({ try? JSONReader.read(bytes) }) else { return }
        var writer = JSONWriter()
        writer.value(value)
        let again = try? JSONReader.read(writer.finish())
        require(again == value, "read again as something else")
    }

    mutating func query(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        timed {
            _ = try? QueryText(text)
            _ = try? Form(query: Substring(text))
        }
    }

    mutating func etags(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        var fields = HeaderFields()
        fields.add(name: "accept-encoding", value: text)
        timed {
            _ = EntityTagList([text])
            _ = ContentCoding(fields)
        }
        _ = EntityTagList(text.split(separator: "\n").map(String.init))
    }

    /// Clean text stays as it is; a price is what it says.
    mutating func text(_ bytes: [UInt8]) {
        let raw = String(decoding: bytes, as: UTF8.self)
        if let name = timed({ try? Name(raw) }) {
            require((try? Name(name.text))?.text.utf8.elementsEqual(name.text.utf8) == true, "not clean")
            _ = timed { ItemWords(name: name.text, description: nil, storeID: Store.ID(1)) }
        }
        if let text = timed({ try? Description(raw) }) {
            require((try? Description(text.text))?.text.utf8.elementsEqual(text.text.utf8) == true, "not clean")
        }
        // What is searched for is no longer than that by the time it is looked at (`Listing`).
        let sought = String(raw.unicodeScalars.prefix(200))
        timed {
            _ = SearchText(sought)?.words
            _ = try? Price(literal: raw)
        }
    }
}
