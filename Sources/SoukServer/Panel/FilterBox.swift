import RESTKit

/// A box of a list's filters: its name in the address, its label, and what it looks like.
struct FilterBox: Sendable {
    let name: String
    let label: String
    var isWide = false
    /// Made of what was typed, and of attributes that say what is wrong with it.
    let control: @Sendable (_ value: String, _ attributes: HTML) -> HTML

    /// The words that are searched for.
    static func search(_ label: String) -> FilterBox {
        var box = input("q", label, #" type="search" maxlength="200""#)
        box.isWide = true
        return box
    }

    static func text(_ name: String, _ label: String, isWide: Bool = false) -> FilterBox {
        var box = input(name, label, #" maxlength="200" autocomplete="off""#)
        box.isWide = isWide
        return box
    }

    static func number(_ name: String, _ label: String) -> FilterBox {
        input(name, label, #" inputmode="decimal" autocomplete="off""#)
    }

    static func day(_ name: String, _ label: String) -> FilterBox { input(name, label, #" type="date""#) }

    /// One of these, or all.
    static func choice(_ name: String, _ label: String, _ choices: [(value: String, words: String)]) -> FilterBox {
        FilterBox(name: name, label: label) { value, attributes in
            let options = choices.map { choice in
                let selected: HTML = choice.value == value ? " selected" : ""
                return HTML("<option value=\"\(choice.value)\"\(selected)>\(choice.words)</option>")
            }
            return #"""
                <select id="\#(name)" name="\#(name)"\#(attributes)><option value="">All</option>\#(HTML(lines: options))</select>
                """#
        }
    }

    private static func input(_ name: String, _ label: String, _ look: HTML) -> FilterBox {
        FilterBox(name: name, label: label) { value, attributes in
            #"<input id="\#(name)" name="\#(name)" value="\#(value)"\#(look)\#(attributes)>"#
        }
    }
}
