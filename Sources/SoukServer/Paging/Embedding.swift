import Catalogue
import RESTKit

/// A list that a representation may embed.
enum Embedding: String, Sendable { case items, tags }

extension Inclusion {
    /// What is embedded in a store or tag that stands alone: up to 100 of each.
    init(alone embeddings: [Embedding]) {
        self.init(embeddings, atMost: 100)
    }

    /// What is embedded in each store or tag of a page: up to 20 of each.
    init(inPage embeddings: [Embedding]) {
        self.init(embeddings, atMost: 20)
    }

    private init(_ embeddings: [Embedding], atMost most: Int) {
        self.init(
            items: embeddings.contains(.items) ? most : nil, tags: embeddings.contains(.tags) ? most : nil)
    }
}

extension QueryParameter where Value == [Embedding] {
    /// What of a store is embedded.
    static var storeInclude: Self {
        subset("include", [("items", .items), ("tags", .tags)], default: [.items, .tags])
            .documented(Self.explanation("`items,tags`"))
    }

    /// What of a tag is embedded.
    static var tagInclude: Self {
        subset("include", [("items", .items)], default: [.items]).documented(Self.explanation("`items`"))
    }

    private static func explanation(_ standard: String) -> String {
        """
        Which lists are embedded, any of them in any order; empty embeds none, \(standard) when absent. It is part of \
        the representation's address, and so of its ETag: a condition on a write compares the representation named here.
        """
    }
}

extension QuerySchema where Value == Inclusion {
    /// `include` for one store.
    static var oneStore: Self { Self(.storeInclude) { Inclusion(alone: $0) } }

    /// `include` for one tag.
    static var oneTag: Self { Self(.tagInclude) { Inclusion(alone: $0) } }
}
