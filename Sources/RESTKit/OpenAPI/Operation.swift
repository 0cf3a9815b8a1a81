extension OpenAPI {
    /// One method on one path, as it is served under the policy in force.
    public struct Operation: Sendable {
        /// `GET`
        public var method: String
        /// `/item/{item_id}`
        public var path: String
        /// Stable, unique, snake_case: `get_item`. A generated client makes a function of it.
        public var id: String
        public var summary: String
        /// CommonMark.
        public var description: String?
        /// The group it belongs to: `items`.
        public var tag: String
        public var lock: Lock
        public var role: RoleName?
        /// Query and header parameters, and those of the path that are not a row's id: an `_id` need not be listed.
        public var parameters: [ParameterDocument]
        public var body: Body?
        public var answers: [Answer]
        /// Everything it may refuse; told apart by status in the document.
        public var problems: [ProblemCode]

        public init(
            _ method: String, _ path: String, id: String, summary: String, description: String? = nil, tag: String,
            lock: Lock, role: RoleName? = nil, parameters: [ParameterDocument] = [], body: Body? = nil,
            answers: [Answer], problems: [ProblemCode] = []
        ) {
            self.method = method
            self.path = path
            self.id = id
            self.summary = summary
            self.description = description
            self.tag = tag
            self.lock = lock
            self.role = role
            self.parameters = parameters
            self.body = body
            self.answers = answers
            self.problems = problems
        }
    }

    /// What a request carries.
    public struct Body: Sendable {
        public var schema: SchemaDocument
        public var mediaTypes: [String]
        public var isRequired: Bool

        public init(_ schema: SchemaDocument, mediaTypes: [String] = ["application/json"], isRequired: Bool = true) {
            self.schema = schema
            self.mediaTypes = mediaTypes
            self.isRequired = isRequired
        }
    }

    /// One status that is no problem.
    public struct Answer: Sendable {
        public var status: Int
        public var description: String
        /// nil: no content.
        public var schema: SchemaDocument?
        public var mediaTypes: [String]
        public var headers: [Header]

        public init(
            _ status: Int, _ description: String, _ schema: SchemaDocument? = nil,
            mediaTypes: [String] = ["application/json"], headers: [Header] = []
        ) {
            self.status = status
            self.description = description
            self.schema = schema
            self.mediaTypes = mediaTypes
            self.headers = headers
        }
    }

    /// A field of an answer.
    public struct Header: Sendable {
        public var name: String
        public var description: String
        /// Whether it is always there.
        public var isRequired: Bool
        public var schema: SchemaDocument

        public init(
            _ name: String, _ description: String, isRequired: Bool = true, schema: SchemaDocument = .string
        ) {
            self.name = name
            self.description = description
            self.isRequired = isRequired
            self.schema = schema
        }
    }
}

extension OpenAPI.Header {
    public static let etag = Self("ETag", "The representation's entity tag (RFC 9110 §8.8.3).")
    public static let location = Self("Location", "Where what was created is.")
    public static let contentLocation = Self("Content-Location", "Whose representation this is.")
    public static let link = Self("Link", "`rel=\"next\"` when there is a next page (RFC 8288).", isRequired: false)
    public static let retryAfter = Self(
        "Retry-After", "Seconds to wait before trying again.", schema: .integer(0...Int(Int32.max)))
    public static let challenge = Self(
        "WWW-Authenticate", "What is asked for (RFC 6750 §3, RFC 9470 §3).")
    public static let allow = Self("Allow", "The methods that the path takes.")
}
