import Catalogue
import NIOCore
import RESTKit

extension ProblemExample {
    /// Of what may be wrong with a request as such.
    static let ofRequests = [
        Self(
            "curl \"$SOUK/store?q=%zz\"", "/store",
            Problem(.badRequest, "The query has a '%' that two hexadecimal digits do not follow.")),
        Self("curl $SOUK/store --json '{\"name\": \"Oak\",}'", "/store", invalidJSON("{\"name\": \"Oak\",}")),
        Self("curl $SOUK/store/999", "/store/999", .notFound),
        Self(
            "curl -X DELETE $SOUK/store", "/store",
            Problem(
                .methodNotAllowed, "this address takes GET, HEAD, POST, OPTIONS",
                headers: ["Allow": "GET, HEAD, POST, OPTIONS"])),
        Self(
            "curl $SOUK/store -H 'Accept: text/csv'", "/store",
            Problem(.notAcceptable, "this address answers with application/json")),
        Self(nil, "/store", Problem(.requestTimeout)),
        Self(
            "head -c 20000 /dev/zero | curl $SOUK/login -H 'Content-Type: application/json' --data-binary @-", "/login",
            Problem(.payloadTooLarge(limit: SessionAPI.bodyLimit))),
        Self("curl \"$SOUK/item?q=$(printf 'a%.0s' {1..9000})\"", nil, Problem(.targetTooLong(limit: 8192))),
        Self(
            "curl $SOUK/store -d 'name=Oak'", "/store",
            Problem(
                .unsupportedMediaType, "the body must be application/json", headers: ["Accept": "application/json"])),
        Self("curl $SOUK/store -H 'Expect: a miracle'", "/store", Problem(.expectationFailed)),
        Self(
            "curl $SOUK/store --json '{\"name\": \"\", \"colour\": \"red\"}'", "/store",
            invalid("{\"name\": \"\", \"colour\": \"red\"}")),
        Self(
            "curl \"$SOUK/store?after=made-up\"", "/store",
            Problem(
                .invalidCursor, "the cursor was changed, or belongs to another list or other filters",
                errors: [FieldProblem(.parameter("after"), "cursor", "is not a cursor of this list and these filters")])
        ),
        Self(
            "curl $SOUK/store -H \"X-Long: $(printf 'a%.0s' {1..17000})\"", "/store", Problem(.headerFieldsTooLarge)),
        Self(
            "curl -X PROPFIND $SOUK/store", "/store",
            Problem(.notImplemented, "the method PROPFIND is not known here")),
    ]

    /// What the reader of bodies says.
    private static func invalidJSON(_ body: String) -> Problem? {
        do {
            _ = try JSONReader.read(ByteBuffer(string: body))
            return nil
        } catch {
            return Problem(error)
        }
    }

    /// What the schema of a new store says.
    private static func invalid(_ body: String) -> Problem? {
        do {
            _ = try Schema<NewStore>.newStore.value(of: ByteBuffer(string: body))
            return nil
        } catch let error as InvalidInput {
            return .validationFailed(error.problems)
        } catch {
            return nil
        }
    }
}
