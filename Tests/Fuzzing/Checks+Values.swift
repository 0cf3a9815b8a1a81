import NIOCore

@testable import Catalogue
@testable import RESTKit

extension Checks {
    static let newItem = Schema<NewItem>.newItem

    /// What was read and is written again is read as the same.
    mutating func json(_ bytes: [UInt8]) {
        guard let value = timed({ try? JSONReader.read(bytes) }) else { return }
        item(value)
        var writer = JSONWriter()
        writer.value(value)
        let again = try? JSONReader.read(writer.finish())
        require(again == value, "read again as something else")
    }

    /// An item that is taken is the same once it is written; what is refused was sent, or is missing.
    private mutating func item(_ value: JSON) {
        do {
            let item = try timed { try Self.newItem.value(of: value) }
            require((try? Self.newItem.value(of: JSON(item))) == item, "taken again as another item")
        } catch let invalid as InvalidInput {
            var places = Set([""])
            if case .object(let object) = value {
                places.formUnion(object.members.map { JSONPointer().appending($0.name).description })
            }
            for problem in invalid.problems {
                guard case .pointer(let place) = problem.place else { return require(false, "\(problem) of no field") }
                require(places.contains(place) != (problem.code == "required"), "\(problem) of what was not sent")
            }
        } catch {
            require(false, "\(error)")
        }
    }

    /// Clean text stays as it is; a price is what it says.
    mutating func text(_ bytes: [UInt8]) {
        let raw = String(decoding: bytes, as: UTF8.self)
        if let name = clean(raw, { try Name($0).text }) {
            _ = timed { ItemWords(name: name, description: nil, storeID: Store.ID(1)) }
        }
        _ = clean(raw) { try Description($0)?.text }
        _ = clean(raw) { try EmailAddress($0).text }
        // What is searched for is no longer than that by the time it is looked at (`Listing`).
        let sought = String(raw.unicodeScalars.prefix(200))
        timed {
            _ = SearchText(sought)?.words
            _ = try? Price(literal: raw)
        }
    }

    /// The text that is kept of what was sent; nil when there is none, or it is refused.
    private mutating func clean(_ raw: String, _ read: (String) throws -> String?) -> String? {
        guard let text = timed({ try? read(raw) }) else { return nil }
        require((try? read(text))?.utf8.elementsEqual(text.utf8) == true, "not clean")
        return text
    }
}

extension JSON {
    fileprivate init(_ item: NewItem) {
        self = [
            "name": .string(item.name.text), "description": item.description.map { JSON.string($0.text) } ?? .null,
            "price": .number(JSONNumber(checked: "\(item.price.thousandths)e-3")),
            "store_id": .number(JSONNumber(item.storeID.rawValue)),
        ]
    }
}
