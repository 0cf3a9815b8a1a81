import Catalogue
import NIOCore
import RESTKit

/// An item as the API shows it (API.md §2).
enum ItemJSON {
    /// One item with its store and all of its tags.
    static func write(_ item: Item, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", item.id.rawValue)
        json.field("name", item.name)
        json.field("description", item.description)
        write(item.price, to: &json)
        json.field("currency", item.price.currency.code)
        json.beginObject("store")
        json.field("id", item.store.id.rawValue)
        json.field("name", item.store.name)
        json.endObject()
        TagJSON.write(item.tags, to: &json)
        json.field("created_at", time: item.createdAt.microseconds)
        json.field("updated_at", time: item.updatedAt.microseconds)
        json.endObject()
    }

    /// One item as a whole body.
    static func body(_ item: Item) -> ByteBuffer {
        var json = JSONWriter(capacity: 512)
        write(item, to: &json)
        return json.finish()
    }

    /// The `items` of a store or of a tag.
    static func write(_ items: [Item.Summary], to json: inout JSONWriter) {
        json.beginArray("items")
        for item in items {
            json.beginObject()
            json.field("id", item.id.rawValue)
            json.field("name", item.name)
            write(item.price, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    /// The `price`, exactly.
    static func write(_ price: Money, to json: inout JSONWriter) {
        json.field("price", decimal: price.minorUnits, digits: price.currency.digits)
    }
}
