/// Which of an endpoint's media types a client gets (RFC 9110 §12.5.1).
extension HeaderFields {
    /// The best liked of `offers`, the first among equals; nil when `Accept` excludes them all. Without a (well-formed)
    /// `Accept`, anything goes.
    func accepted(of offers: [MediaType]) -> MediaType? {
        let fields = self["Accept"]
        if fields.isEmpty || fields == ["*/*"] { return offers.first }
        let list = QualityList(fields)
        if list.members.isEmpty { return offers.first }
        var best: (offer: MediaType, quality: Int)?
        for offer in offers {
            let quality = list.quality(of: offer)
            if quality > best?.quality ?? 0 { best = (offer, quality) }
        }
        return best?.offer
    }
}

extension QualityList {
    /// By the most exact range that matches; 0 when none does.
    fileprivate func quality(of offer: MediaType) -> Int {
        quality(of: offer.name) ?? quality(of: "\(offer.type)/*") ?? quality(of: "*/*") ?? 0
    }
}
