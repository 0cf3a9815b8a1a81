import RESTKit

/// A column of a list: its heading, by which it can be sorted, and what it shows of a row.
struct ListColumn<Row: Sendable>: Sendable {
    enum Kind: Sendable { case heading, text, number }

    let title: String
    /// The word of `sort` for this column; nil when the list cannot be sorted by it.
    let sort: String?
    let kind: Kind
    let cell: @Sendable (Row) -> HTML

    init(
        _ title: String, sort: String? = nil, _ kind: Kind = .text, cell: @escaping @Sendable (Row) -> HTML
    ) {
        (self.title, self.sort, self.kind, self.cell) = (title, sort, kind, cell)
    }
}

/// A page of a list as a table: headings that sort, rows, and the ways to the pages beside it.
struct ListTable<Row: Sendable>: Sendable {
    /// What the table is of, for those who cannot see it.
    let caption: String
    let address: PageAddress
    /// The word of `sort` in force.
    let sort: String
    let columns: [ListColumn<Row>]
    let found: ListedPage<Row>
    /// What is said when there are no rows.
    let empty: HTML
    /// A row's value among those that are picked for a bulk change; nil for lists without one.
    var pick: (@Sendable (Row) -> (value: String, label: String))?
    /// Whether the list can be asked how many rows it has in all.
    var canCount = true

    var html: HTML {
        if found.rows.isEmpty { return #"<div class="card empty">\#(empty)</div>"# }
        return """
            <a class="skip here" href="#pages">Skip the list</a>
            <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
            <table class="list"><caption class="hidden">\(caption)</caption>
            <thead><tr>\(pickAll)\(HTML(lines: columns.map(heading)))</tr></thead>
            <tbody>
            \(HTML(lines: found.rows.map(line)))
            </tbody></table>
            </div>
            \(pager)
            """
    }

    private func heading(_ column: ListColumn<Row>) -> HTML {
        let look: HTML = column.kind == .number ? #" class="number""# : ""
        guard let word = column.sort else { return #"<th scope="col"\#(look)>\#(column.title)</th>"# }
        let isAscending = sort == word
        let isSorted = isAscending || sort == "-" + word
        let order: HTML = isSorted ? #" aria-sort="\#(isAscending ? "ascending" : "descending")""# : ""
        let mark: HTML = isSorted ? HTML(#" <span aria-hidden="true">\#(isAscending ? "↑" : "↓")</span>"#) : ""
        let other = address.fromTheBeginning.with("sort", isAscending ? "-" + word : word).text
        return #"<th scope="col"\#(look)\#(order)><a href="\#(other)">\#(column.title)\#(mark)</a></th>"#
    }

    private func line(_ row: Row) -> HTML {
        let cells = columns.map { column in
            switch column.kind {
            case .heading: HTML(#"<th scope="row">\#(column.cell(row))</th>"#)
            case .text: HTML("<td>\(column.cell(row))</td>")
            case .number: HTML(#"<td class="number">\#(column.cell(row))</td>"#)
            }
        }
        return "<tr>\(box(row))\(HTML(joined: cells))</tr>"
    }

    private var pickAll: HTML {
        pick == nil
            ? ""
            : #"""
            <td class="pick"><input type="checkbox" data-picks="id" hidden aria-label="All rows on this page"></td>
            """#
    }

    private func box(_ row: Row) -> HTML {
        guard let (value, label) = pick?(row) else { return "" }
        return #"""
            <td class="pick"><input type="checkbox" name="id" value="\#(value)" form="bulk" aria-label="\#(label)"></td>
            """#
    }

    private var pager: HTML {
        let links: [HTML] = [
            found.previous.map { #"<a class="button" rel="prev" href="\#($0)">← Previous</a>"# },
            found.next.map { #"<a class="button" rel="next" href="\#($0)">Next →</a>"# },
        ].compactMap { $0 }
        return #"""
            <nav class="pager" id="pages" tabindex="-1" aria-label="Pages"><span class="soft" role="status">\#(size)</span>\#(limits)\#(HTML(lines: links))</nav>
            """#
    }

    /// How many rows there are. To count all costs time on a large list: that is done for those who ask.
    private var size: HTML {
        let shown = Words.counted(found.rows.count, "row")
        if let total = found.total { return "\(shown) of \(Words.grouped(total))" }
        guard canCount, found.previous != nil || found.next != nil else { return "\(shown)" }
        return #"\#(shown) · <a href="\#(address.with("count", "true").text)">count them all</a>"#
    }

    /// How many rows a page has, as links: no button is needed for it.
    private var limits: HTML {
        let present = address["limit"] ?? "50"
        let links = ["25", "50", "100", "200"].map { limit in
            limit == present
                ? HTML("<b>\(limit)</b>")
                : HTML(#"<a href="\#(address.fromTheBeginning.with("limit", limit).text)">\#(limit)</a>"#)
        }
        return #"<span class="soft">Rows a page: \#(HTML(lines: links))</span>"#
    }
}
