/// A table for a terminal: a line a row, columns as wide as what stands in them.
struct TextTable: Sendable {
  /// One column.
  struct Column: Sendable {
    var title: String
    /// Numbers and amounts stand at the right.
    var isRight: Bool
    /// Never cut: what would be of no use without its end, such as an id.
    var isWhole: Bool

    init(_ title: String, right: Bool = false, whole: Bool = false) {
      self.title = title
      self.isRight = right
      self.isWhole = whole || right
    }
  }

  /// One place: its text, and how it stands out.
  struct Cell: Sendable, ExpressibleByStringInterpolation {
    var text: String
    var ink: Console.Ink?

    init(_ text: String, _ ink: Console.Ink? = nil) {
      self.text = DisplayText.safe(text)
      self.ink = ink
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  var columns: [Column]
  var rows: [[Cell]]

  init(_ columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The lines. Where they do not fit into the width, the widest columns that may be are cut, never below eight columns.
  func lines(style: Console.Style, ink: (String, Console.Ink) -> String) -> [String] {
    let shown = columns.indices.filter { column in rows.contains { !$0[column].text.isEmpty } || rows.isEmpty }
    var widths = shown.map { column in
      rows.reduce(DisplayText.width(columns[column].title)) { max($0, DisplayText.width($1[column].text)) }
    }
    if let limit = style.width {
      let mayBeCut = widths.indices.filter { !columns[shown[$0]].isWhole }
      while widths.reduce(0, +) + 2 * (widths.count - 1) > limit,
        let widest = mayBeCut.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
      {
        widths[widest] -= 1
      }
    }
    func line(_ cells: [(cell: Cell, isRight: Bool)]) -> String {
      var parts: [String] = []
      for (index, (cell, isRight)) in cells.enumerated() {
        let cut = DisplayText.cut(cell.text, to: widths[index])
        let isLast = index == cells.count - 1 && !isRight
        let padded = isLast ? cut : DisplayText.pad(cut, to: widths[index], right: isRight)
        parts.append(cell.ink.map { ink(padded, $0) } ?? padded)
      }
      return parts.joined(separator: "  ")
    }
    var lines = [line(shown.map { (Cell(columns[$0].title, .dim), columns[$0].isRight) })]
    for row in rows { lines.append(line(shown.map { (row[$0], columns[$0].isRight) })) }
    return lines
  }
}

extension Console {
  /// Writes a table as results.
  func table(_ table: TextTable) {
    for line in table.lines(style: style, ink: styled) { self.line(line) }
  }

  /// Writes names and values below each other, without those that are empty.
  func fields(_ pairs: [(name: String, value: String)]) {
    let shown = pairs.filter { !$0.value.isEmpty }
    let width = shown.reduce(0) { max($0, $1.name.count) }
    for (name, value) in shown {
      line(styled(DisplayText.pad(name, to: width), .dim) + "  " + DisplayText.safe(value))
    }
  }
}
