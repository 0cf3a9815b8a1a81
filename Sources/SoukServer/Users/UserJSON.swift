import Catalogue
import NIOCore
import RESTKit

/// A user as the API shows them: never a hash, never a token (API.md §2).
enum UserJSON {
    /// One user as a whole body.
    static func body(_ user: User) -> ByteBuffer {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.field("id", user.id.rawValue)
        json.field("email", user.email)
        json.field("role", user.role.rawValue)
        json.field("created_at", time: user.createdAt.microseconds)
        json.endObject()
        return json.finish()
    }
}
