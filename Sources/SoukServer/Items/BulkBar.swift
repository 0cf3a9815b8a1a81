import Catalogue
import RESTKit

/// The bar above a list of items, for changing many of them.
struct BulkBar: Sendable {
    let query: String
    let visitor: Visitor

    var html: HTML {
        """
        <details class="card no-print"><summary>Change many at once <span class="soft" id="picked" role="status"></span></summary>
        <form id="bulk" class="row" method="post" action="/admin/items/bulk">\(visitor.formField)
        <input type="hidden" name="query" value="\(query)">
        \(BulkBoxes(picked: "The picked ones on this page").html)
        <button>Show what would happen</button>
        </form></details>
        """
    }
}

/// What a bulk change is said in: which items, what is to be done, and with what.
struct BulkBoxes: Sendable {
    /// What the picked items are called.
    let picked: String
    /// What was said before.
    var form = Form()
    var faults: FormFaults?

    var html: HTML {
        let deeds = BulkForm.Deed.allCases.map { option($0.rawValue, $0.words, "deed") }
        return """
            \(field("selection", "scope", "Which", select("scope", [option("picked", picked, "scope"), option("all", "All that match the filter", "scope")])))
            \(field("deed", "deed", "What", select("deed", deeds)))
            \(field("value", "value", "Amount, percent, tag or store", input))
            """
    }

    private var input: HTML {
        #"<input id="value" name="value" maxlength="80" value="\#(form["value"] ?? "")" autocomplete="off"\#(mark("value", "value"))>"#
    }

    private func select(_ name: String, _ options: [HTML]) -> HTML {
        let fault = name == "scope" ? "selection" : name
        return #"<select id="\#(name)" name="\#(name)"\#(mark(fault, name))>\#(HTML(lines: options))</select>"#
    }

    private func option(_ value: String, _ words: String, _ name: String) -> HTML {
        let selected: HTML = form[name] == value ? " selected" : ""
        return #"<option value="\#(value)"\#(selected)>\#(words)</option>"#
    }

    private func mark(_ fault: String, _ id: String) -> HTML {
        faults?.fields[fault] == nil ? "" : #" aria-invalid="true" aria-describedby="\#(id)-wrong""#
    }

    private func field(_ fault: String, _ id: String, _ label: String, _ box: HTML) -> HTML {
        let subject = id == "value" ? "The value " : ""
        let wrong: HTML =
            (faults?.fields[fault]).map { #"<p class="wrong" id="\#(id)-wrong">\#(subject)\#($0)</p>"# } ?? ""
        return #"<div class="field"><label for="\#(id)">\#(label)</label>\#(box)\#(wrong)</div>"#
    }
}
