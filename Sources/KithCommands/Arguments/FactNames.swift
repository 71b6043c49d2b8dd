import FactSchema
import Import

/// The names of facts as a person writes them: letters in any case, and a slip of the pen is answered with the nearest.
enum FactNames {
  /// The fact of that name.
  static func table(_ name: String) throws(CommandFailure) -> MessageTable {
    if let table = FactCatalogue.table(named: name) { return table }
    let hint = Nearest.match(for: name, among: FactCatalogue.names).map { "did you mean \($0)?" }
    throw CommandFailure(
      .usage, "there is no fact \(name)", hint: hint ?? "the facts: \(FactCatalogue.names.joined(separator: ", "))")
  }

  /// The names as the schema spells them.
  static func checked(_ names: [String]) throws(CommandFailure) -> [String] {
    var checked: [String] = []
    for name in names { checked.append(try table(name).name) }
    return checked
  }
}
