import Catalogue
import NIOCore
import RESTKit

/// A tag as the API shows it (API.md §2).
enum TagJSON {
    /// One tag with its store; its items as far as they were asked for.
    static func write(_ tag: Tag, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", tag.id.rawValue)
        json.field("name", tag.name)
        json.beginObject("store")
        json.field("id", tag.store.id.rawValue)
        json.field("name", tag.store.name)
        json.field("currency", tag.store.currency.code)
        json.endObject()
        if let items = tag.items { ItemJSON.write(items, to: &json) }
        json.field("items_count", Int64(tag.itemsCount))
        json.field("created_at", time: tag.createdAt.microseconds)
        json.field("updated_at", time: tag.updatedAt.microseconds)
        json.endObject()
    }

    /// One tag as a whole body.
    static func body(_ tag: Tag) -> ByteBuffer {
        var json = JSONWriter(capacity: 1024)
        write(tag, to: &json)
        return json.finish()
    }

    /// The `tags` of an item or of a store.
    static func write(_ tags: [Tag.Summary], to json: inout JSONWriter) {
        json.beginArray("tags")
        for tag in tags {
            json.beginObject()
            json.field("id", tag.id.rawValue)
            json.field("name", tag.name)
            json.endObject()
        }
        json.endArray()
    }
}
