public import NIOCore

/// An OpenAPI 3.1 document made from a list of operations. The same operations give the same bytes.
public struct OpenAPI: Sendable {
    /// `info`, as far as we use it.
    public struct Information: Sendable {
        public var title: String
        public var version: String
        public var summary: String
        /// CommonMark.
        public var description: String

        public init(title: String, version: String, summary: String, description: String = "") {
            self.title = title
            self.version = version
            self.summary = summary
            self.description = description
        }
    }

    public let information: Information
    public let operations: [Operation]
    /// Groups with a description of their own.
    public let tags: [Tag]

    /// A group of operations; a generated client makes a module of it.
    public struct Tag: Sendable {
        public let name: String
        public let description: String

        public init(_ name: String, _ description: String) {
            self.name = name
            self.description = description
        }
    }

    /// Paths, and tags without a description of their own, come in the order of `operations`.
    public init(_ information: Information, tags: [Tag] = [], operations: [Operation]) {
        self.information = information
        self.tags = tags
        self.operations = operations
    }

    /// The document as bytes.
    public func text() -> ByteBuffer {
        var writer = JSONWriter(capacity: 128 * 1024)
        writer.value(document)
        return writer.finish()
    }
}
