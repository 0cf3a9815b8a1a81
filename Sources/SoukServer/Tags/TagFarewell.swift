import Catalogue

/// What is said before a tag is deleted.
struct TagFarewell: Sendable {
    let tag: Tag

    var confirmation: Confirmation {
        let isFree = tag.itemsCount == 0
        return Confirmation(
            title: "Delete the tag \(tag.name)?", section: .tags, address: "/admin/tags/\(tag.id)",
            what: isFree
                ? "No item carries it." : "\(Words.counted(tag.itemsCount, "item carries", "items carry")) it.",
            deed: isFree ? "Delete the tag" : "Take it off \(items) and delete it",
            more: isFree
                ? ""
                : #"<p><a href="/admin/items?tag_id=\#(tag.id)">Look at \#(tag.itemsCount == 1 ? "it" : "them")</a></p>"#
        )
    }

    private var items: String {
        tag.itemsCount == 1 ? "that item" : "all \(Words.counted(tag.itemsCount, "item"))"
    }
}
