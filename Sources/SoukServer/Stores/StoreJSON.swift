import Catalogue
import NIOCore
import RESTKit

/// A store as the API shows it (API.md §2).
enum StoreJSON {
    /// One store; its embedded lists as far as they were asked for.
    static func write(_ store: Store, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", store.id.rawValue)
        json.field("name", store.name)
        json.field("currency", store.currency.code)
        if let items = store.items { ItemJSON.write(items, to: &json) }
        if let tags = store.tags { TagJSON.write(tags, to: &json) }
        json.field("items_count", Int64(store.itemsCount))
        json.field("created_at", time: store.createdAt.microseconds)
        json.field("updated_at", time: store.updatedAt.microseconds)
        json.endObject()
    }

    /// One store as a whole body.
    static func body(_ store: Store) -> ByteBuffer {
        var json = JSONWriter(capacity: 1024)
        write(store, to: &json)
        return json.finish()
    }
}
