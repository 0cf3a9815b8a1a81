/// Which items a bulk change means.
public enum ItemSelection: Sendable {
    /// At most ``mostIDs``; one given twice is meant once.
    case ids([Item.ID])
    /// Everything that the query's filters let through, at most ``mostItems``; its order and page do not matter.
    case matching(ItemQuery)

    public static let mostIDs = 1000
    /// What one transaction can do while others wait for it: some seconds.
    public static let mostItems = 200_000
}

/// What is to be done to each item of a selection. An item that is so already stays as it is, untouched.
public enum BulkAction: Sendable, Equatable {
    case adjustPrice(PriceAdjustment)
    /// The same number in each item's own currency.
    case setPrice(Price)
    /// Puts the tag of this name, regardless of case, on the item; made in each store that has none.
    case addTag(Name)
    /// Takes the tag of this name, regardless of case, off the item.
    case removeTag(Name)
    /// As a single move: not with tags on, nor to a store of another currency.
    case move(to: Store.ID)
    case delete
}

/// Why an item cannot be changed so.
public enum BulkObstacle: String, Error, Sendable, CaseIterable {
    case notFound = "not_found"
    case negativePrice = "negative_price"
    case priceTooHigh = "price_too_high"
    case tooManyDigits = "too_many_digits"
    case tooManyTags = "too_many_tags"
    case hasTags = "item_has_tags"
    case otherCurrency = "currency_mismatch"

    /// In words for the end user, of one item.
    public var sentence: String {
        switch self {
        case .notFound: "is not there any more"
        case .negativePrice: "would have a negative price"
        case .priceTooHigh: "would have a price above 10^15 of the currency's smallest unit"
        case .tooManyDigits: "would have a price with more decimal digits than its currency has"
        case .tooManyTags: "carries 100 tags already"
        case .hasTags: "still has tags, which belong to its store"
        case .otherCurrency: "is priced in another currency than that store's"
        }
    }

    /// In words for the end user, of so many items.
    public func sentence(of count: Int) -> String {
        if count == 1 { return sentence }
        return switch self {
        case .notFound: "are not there any more"
        case .negativePrice, .priceTooHigh: sentence
        case .tooManyDigits: "would have a price with more decimal digits than their currency has"
        case .tooManyTags: "carry 100 tags already"
        case .hasTags: "still have tags, which belong to their store"
        case .otherCurrency: "are priced in another currency than that store's"
        }
    }
}
