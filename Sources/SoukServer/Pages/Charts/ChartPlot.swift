/// The part of a drawing with two axes that its values are in: lines across at round values, labels beneath.
struct ChartPlot: Sendable {
    static let right = ChartFrame.width
    static let top = 22.0
    static let bottom = 138.0
    /// Units of the whole drawing from top to bottom.
    static let height = 156.0

    /// The value at the top: 1, 2 or 5 times a power of ten.
    let most: Double
    /// Where the values begin: right of the label with most words.
    let left: Double
    private let spell: @Sendable (Double) -> String

    init(atLeast value: Double, spelt spell: @escaping @Sendable (Double) -> String) {
        most = Self.round(atLeast: value)
        left = max(ChartLabel.width(of: spell(most)), ChartLabel.width(of: spell(0))) + 8
        self.spell = spell
    }

    private static func round(atLeast value: Double) -> Double {
        guard value.isFinite, value > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        while power > value { power /= 10 }
        return [power, power * 2, power * 5].first { $0 >= value } ?? power * 10
    }

    func y(of value: Double) -> Double {
        Self.bottom - min(max(value / most, 0), 1) * (Self.bottom - Self.top)
    }

    /// A line across at nothing and at the most, each with its value.
    var grid: HTML {
        HTML(
            lines: [0, most].map { value in
                let y = y(of: value)
                return """
                    <line class="chart-grid" x1="\(Coordinate(left))" y1="\(Coordinate(y))" \
                    x2="\(Coordinate(Self.right))" y2="\(Coordinate(y))" stroke="currentColor" stroke-opacity=".3"/>\
                    <text class="chart-tick" x="\(Coordinate(left - 5))" y="\(Coordinate(y + 4))" \
                    text-anchor="end">\(spell(value))</text>
                    """
            })
    }

    /// As many of the labels as have room, each in the middle under its place: the first and every so many after it.
    func labels(_ labels: [String], at x: (Int) -> Double) -> HTML {
        let widest = (labels.map(ChartLabel.width(of:)).max() ?? 0) + 10
        let room = max(1, Int((Self.right - left) / widest))
        let step = max(1, (labels.count + room - 1) / room)
        return HTML(
            lines: stride(from: 0, to: labels.count, by: step).map { index in
                let half = ChartLabel.width(of: labels[index]) / 2
                let middle = min(max(x(index), half), Self.right - half)
                return """
                    <text class="chart-tick" x="\(Coordinate(middle))" y="\(Coordinate(Self.bottom + 14))" \
                    text-anchor="middle">\(labels[index])</text>
                    """
            })
    }
}
