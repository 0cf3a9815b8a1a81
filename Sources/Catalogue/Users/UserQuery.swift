/// Which accounts are wanted, and in which order.
public struct UserQuery: Sendable {
    public enum SortKey: String, Sendable, CaseIterable { case id, email, createdAt = "created_at" }

    /// Exactly this role.
    public var role: Role?
    public var isDisabled: Bool?
    /// What the e-mail address begins with, regardless of case; blank is as if not given.
    public var emailPrefix: String?
    public var sort: Sort<SortKey>
    public var page: PageRequest

    public init(
        role: Role? = nil, isDisabled: Bool? = nil, emailPrefix: String? = nil, sort: Sort<SortKey> = Sort(by: .id),
        page: PageRequest = PageRequest()
    ) {
        self.role = role
        self.isDisabled = isDisabled
        self.emailPrefix = emailPrefix
        self.sort = sort
        self.page = page
    }
}
