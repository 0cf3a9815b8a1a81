import RESTKit

/// The list of all operations by resource, with their locks, and a search in it.
struct DocsContents: Sendable {
    let groups: [DocsGroup]

    var html: HTML {
        """
        <nav class="contents no-print" aria-label="Operations">
        <div class="search scripted"><label for="search">Search</label>
        <input id="search" type="search" autocomplete="off" placeholder="item, 409, price …">
        <p class="soft" role="status" id="found"></p></div>
        \(HTML(lines: groups.map(list)))
        </nav>
        """
    }

    private func list(_ group: DocsGroup) -> HTML {
        """
        <h2 data-group="\(group.name)"><a href="#\(group.name)">\(group.title)</a></h2>
        <ul data-group="\(group.name)">
        \(HTML(lines: group.operations.map(line)))
        </ul>
        """
    }

    private func line(_ operation: OpenAPI.Operation) -> HTML {
        """
        <li><a href="#\(operation.id)"><span class="method \(operation.method)">\(operation.method)</span> \
        <span>\(operation.summary)</span>\(operation.mark)</a></li>
        """
    }
}

extension OpenAPI.Operation {
    /// The lock as a mark, and for those who cannot see it in words.
    var mark: HTML {
        let words = [lock.words, role.map { "role \($0.rawValue)" }].compactMap { $0 }.joined(separator: ", ")
        if words.isEmpty { return "" }
        return #" <span class="mark">\#(lock.mark)</span><span class="hidden">\#(words)</span>"#
    }
}
