import RESTKit

/// Something that narrows a list and has no box of its own.
struct FilterChip: Sendable {
    let words: String
    /// The parameter that says it.
    let name: String
}

/// The filters of a list: boxes with what was typed in them, what is wrong beside each, and the filters that came by a link.
struct FilterForm<Value: Sendable>: Sendable {
    /// What the list is of, as its heading says it.
    let label: String
    let asked: Asked<Value>
    let boxes: [FilterBox]
    var chips: [FilterChip] = []

    var html: HTML {
        let hidden = asked.address.fromTheBeginning.with("count", nil).fields(besides: Set(boxes.map(\.name)))
        return """
            \(summary)
            <form class="filters row" role="search" aria-label="\(label)" action="\(asked.address.path)">
            \(hidden)
            \(HTML(lines: boxes.map(field)))
            <button>Show</button>\(isFiltered ? HTML(" \(all("button quiet"))") : "")
            </form>
            \(taken)
            """
    }

    /// Whether anything was asked for that could leave rows out.
    var isFiltered: Bool { (boxes.map(\.name) + chips.map(\.name)).contains { asked.typed[$0] != nil } }

    /// The way to the list without any filter.
    func all(_ look: String = "button") -> HTML {
        #"<a class="\#(look)" href="\#(asked.address.path)">All \#(label.lowercased())</a>"#
    }

    private func field(_ box: FilterBox) -> HTML {
        let fault = asked.faults?.fields[box.name]
        let attributes: HTML =
            fault == nil ? "" : #" aria-invalid="true" aria-describedby="\#(box.name)-wrong""#
        let wrong: HTML =
            fault.map { #"<p class="wrong" id="\#(box.name)-wrong">\#(box.label) \#($0)</p>"# } ?? ""
        let control = box.control(asked.typed.all(box.name).joined(separator: ", "), attributes)
        return """
            <div class="field\(box.isWide ? " wide" : "")"><label for="\(box.name)">\(box.label)</label>\(control)\(wrong)</div>
            """
    }

    /// The filters that came by a link, each with the way to the list without it.
    private var taken: HTML {
        if chips.isEmpty { return "" }
        return #"<ul class="tags chips" aria-label="Further filters">\#(HTML(lines: chips.map(chip)))</ul>"#
    }

    private func chip(_ chip: FilterChip) -> HTML {
        let rest = asked.address.fromTheBeginning.with(chip.name, nil).text
        return #"<li>\#(chip.words) <a href="\#(rest)" aria-label="Without the filter: \#(chip.words)">×</a></li>"#
    }

    /// What was left out, for screen readers at once.
    private var summary: HTML {
        guard let faults = asked.faults else { return "" }
        let details = faults.fields.sorted { $0.key < $1.key }.map { name, words in
            boxes.first { $0.name == name }.map { HTML("<li><a href=\"#\(name)\">\($0.label)</a> \(words).</li>") }
                ?? HTML("<li>\(Self.others[name] ?? name) \(words).</li>")
        }
        let list: HTML = details.isEmpty ? "" : "<ul>\(HTML(lines: details))</ul>"
        let general: HTML = faults.general.map { "<p>\($0)</p>" } ?? ""
        return """
            <div class="fault" role="alert"><h2>Not all of this was understood</h2>
            <p>The list below goes by the rest.</p>\(general)\(list)</div>
            """
    }

    /// What a list is asked for without a box.
    private static var others: [String: String] {
        [
            "sort": "The order", "limit": "The number of rows a page", "count": "Counting", "tag_id": "The tag",
            "after": "The place in the list", "before": "The place in the list",
        ]
    }
}
