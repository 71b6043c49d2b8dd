/// Text with columns in it: `Customer ${id}`, `${date | date yyyyMMdd}`. `$${` stands for `${`.
package struct Template: Sendable, Equatable {
  /// A piece of a template.
  enum Piece: Sendable, Equatable {
    case literal(String)
    case reference(Reference)
  }

  /// A column or the id of a subject, and what is done to its text.
  struct Reference: Sendable, Equatable {
    var name: String
    var conversions: [Conversion]
  }

  let pieces: [Piece]

  /// What the names in a template stand for.
  protocol Scope {
    /// The text of that name; throws when there is none for this row.
    func text(of name: String) throws(RowError) -> String
  }

  /// Reads a template; `names` are what may be referred to.
  init(_ text: String, names: Set<String>, settings: Conversion.Settings) throws(TemplateError) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix("$${") {
        literal += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let end = rest.firstIndex(of: "}") else { throw TemplateError("'${' has no '}' after it") }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = ""
        pieces.append(
          .reference(try Self.reference(rest[rest.index(rest.startIndex, offsetBy: 2)..<end], names, settings)))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(rest.removeFirst())
      }
    }
    if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  /// The names that a template's text refers to, whatever they may be.
  static func names(in text: String) -> [String] {
    text.replacing("$${", with: "").matches(of: /\$\{([^}|]*)/).map { $0.output.1.trimmed }
  }

  /// The names it refers to.
  var names: [String] {
    pieces.compactMap { if case .reference(let reference) = $0 { reference.name } else { nil } }
  }

  /// The text for a row; what a template says beside its references is left out with them when all of them are empty.
  func text(in scope: some Scope) throws(RowError) -> String {
    var result = ""
    var isEmpty = !names.isEmpty
    for piece in pieces {
      switch piece {
      case .literal(let literal): result += literal
      case .reference(let reference):
        let text = try Self.value(of: reference, in: scope)
        isEmpty = isEmpty && text.isEmpty
        result += text
      }
    }
    return isEmpty ? "" : result
  }

  /// The texts for a row: several when the template is one reference that is split, else one; none when it is empty.
  func texts(in scope: some Scope) throws(RowError) -> [String] {
    guard pieces.count == 1, case .reference(let reference) = pieces[0],
      case .split(let separator)? = reference.conversions.last
    else {
      let text = try text(in: scope)
      return text.isEmpty ? [] : [text]
    }
    let whole = try Self.value(of: reference, in: scope)
    return whole.split(separator: separator).map { $0.trimmed }.filter { !$0.isEmpty }
  }

  private static func value(of reference: Reference, in scope: some Scope) throws(RowError) -> String {
    var text = try scope.text(of: reference.name)
    for conversion in reference.conversions {
      do throws(TemplateError) { text = try conversion.apply(to: text) } catch {
        throw RowError("column \(reference.name): \(error.description)")
      }
    }
    return text
  }

  private static func reference(
    _ text: Substring, _ names: Set<String>, _ settings: Conversion.Settings
  ) throws(TemplateError) -> Reference {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    let name = parts.first.map { $0.trimmed } ?? ""
    guard names.contains(name) else {
      throw TemplateError("'\(name)' is neither a column nor a name given here\(Nearest.hint(for: name, among: names))")
    }
    var conversions: [Conversion] = []
    for part in parts.dropFirst() { conversions.append(try Conversion(part.trimmed, settings)) }
    if conversions.dropLast().contains(where: { if case .split = $0 { true } else { false } }) {
      throw TemplateError("split must come last")
    }
    return Reference(name: name, conversions: conversions)
  }
}

/// Why a template cannot be read, or a text not be converted.
package struct TemplateError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

/// Why a row becomes no facts. The message names columns, never their text.
package struct RowError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}
