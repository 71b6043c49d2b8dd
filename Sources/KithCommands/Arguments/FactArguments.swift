import APISchema
import FactSchema
import Foundation
import Import

/// What stands behind the name of a fact on the command line: `key=text`, `key:=JSON`, `a.b=text`, `key=@file`, `key=-`,
/// or the whole as JSON with `@file` or `-`.
struct FactArguments: Sendable, Equatable {
  /// The fact's fields.
  var data = DraftValue.fields([])
  /// What stands beside them, such as `occurredAt`, by its name.
  var envelope: [String: String] = [:]
  /// All of the fact's fields as JSON; nil: they are in `data`.
  var whole: String?

  /// Names that belong to the command and not to the fact.
  static let reserved = besides.filter { !$0.isStructured }.map(\.name)
  /// Reserved as well; these have options of their own.
  static let structured = besides.filter(\.isStructured).map(\.name)

  private static let besides: [(name: String, isStructured: Bool)] = SchemaTables.messages.flatMap { message in
    message.fields.filter(\.isBesideFact).map { field in
      if case .message = field.kind { (field.jsonName, true) } else { (field.jsonName, false) }
    }
  }

  /// Where `@file` and `-` are read.
  struct Sources: Sendable {
    /// The text of a file, or nil.
    var file: @Sendable (String) -> String?
    /// All of standard input, or nil when it is no text.
    var standardInput: @Sendable () -> String?

    init(file: @escaping @Sendable (String) -> String?, standardInput: @escaping @Sendable () -> String?) {
      self.file = file
      self.standardInput = standardInput
    }

    /// The file system and the process's standard input.
    static let system = Sources(
      file: { try? String(contentsOfFile: $0, encoding: .utf8) },
      standardInput: {
        (try? FileHandle.standardInput.readToEnd()).flatMap { String(data: $0, encoding: .utf8) }
      })
  }

  /// Reads arguments.
  init(_ arguments: [String], sources: Sources = .system) throws(CommandFailure) {
    var inputUses = 0
    for argument in arguments {
      if argument == "-" || (argument.hasPrefix("@") && !argument.contains("=")) {
        guard arguments.count == 1 else {
          throw CommandFailure(.usage, "'\(argument)' is the whole fact as JSON and stands alone")
        }
        whole = try Self.text(of: argument, sources: sources, inputUses: &inputUses)
        return
      }
      guard let mark = argument.firstIndex(of: "="), mark != argument.startIndex else {
        throw CommandFailure(
          .usage, "'\(argument)' is no field", hint: "fields are key=text, key:=JSON, a.b=text, key=@file or key=-")
      }
      var key = argument[..<mark]
      let isJSON = key.last == ":"
      if isJSON { key = key.dropLast() }
      let text = try Self.text(
        of: String(argument[argument.index(after: mark)...]), sources: sources, inputUses: &inputUses)
      try set(String(key), text: text, isJSON: isJSON)
    }
  }

  private mutating func set(_ key: String, text: String, isJSON: Bool) throws(CommandFailure) {
    guard !Self.structured.contains(key) else {
      throw CommandFailure(.usage, "'\(key)' is given with --\(key)", hint: "see kith record --help")
    }
    if Self.reserved.contains(key) {
      // A variable of a script that is not set must not make a command that can be recorded twice.
      guard !text.isEmpty else { throw CommandFailure(.usage, "'\(key)' is empty", hint: "leave it out instead") }
      guard envelope.updateValue(text, forKey: key) == nil else {
        throw CommandFailure(.usage, "'\(key)' is given twice")
      }
      return
    }
    let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains(where: \.isEmpty) else { throw CommandFailure(.usage, "'\(key)' is no field's name") }
    if isJSON, (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) == nil {
      throw CommandFailure(.usage, "\(key): what stands behind ':=' is no JSON", hint: "text goes behind '=' alone")
    }
    do throws(DraftError) { try data.set(path, to: isJSON ? .json(text) : .text(text)) } catch {
      throw CommandFailure(.usage, error.description)
    }
  }

  /// The text, read where `@file` or `-` says. `@@` stands for `@`.
  private static func text(
    of value: String, sources: Sources, inputUses: inout Int
  ) throws(CommandFailure) -> String {
    if value.hasPrefix("@@") { return String(value.dropFirst()) }
    if value.hasPrefix("@") {
      let path = String(value.dropFirst())
      guard let text = sources.file(path) else {
        throw CommandFailure(
          .usage, "the file '\(path)' cannot be read as UTF-8 text", hint: "text that begins with @ is written @@")
      }
      return withoutLastLineEnd(text)
    }
    guard value == "-" else { return value }
    inputUses += 1
    guard inputUses == 1 else { throw CommandFailure(.usage, "standard input can be read only once") }
    guard let text = sources.standardInput() else {
      throw CommandFailure(.usage, "standard input is no UTF-8 text")
    }
    return withoutLastLineEnd(text)
  }

  private static func withoutLastLineEnd(_ text: String) -> String {
    text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
