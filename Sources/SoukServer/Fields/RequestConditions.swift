import Catalogue
import NIOCore
import RESTKit

extension Request {
    /// `If-Match` and `If-None-Match` as the catalogue checks them inside its transaction: against the tag of the JSON
    /// that `body` writes of the row as it stands (RFC 9110 §13). Throws 412 and 428 there.
    func precondition<Row>(_ body: @escaping @Sendable (Row) -> ByteBuffer) -> Precondition<Row> {
        let conditions = conditions
        return conditions.isEmpty ? .none : .demanding { row in try conditions.check(ETag(of: body(row))) }
    }
}
