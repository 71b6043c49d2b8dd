import Foundation
import Synchronization

/// The document that `rpc.discover` answers, to hold requests, results and errors against.
public struct ServiceSchema: Sendable {
  private let document: JSONValue
  private let methods: [String: JSONValue]

  /// Nil when the text is not a JSON document with methods.
  public init?(document text: String) {
    guard let document = JSONValue(text), let methods = document["methods"]?.array else { return nil }
    self.document = document
    self.methods = Dictionary(
      methods.compactMap { method in method["name"]?.string.map { ($0, method) } },
      uniquingKeysWith: { first, _ in first })
  }

  public var names: [String] { methods.keys.sorted() }

  /// What is wrong with these parameters of a method; empty when nothing is.
  public func problems(method: String, params: JSONValue) -> [String] {
    guard let described = methods[method]?["params"]?.array else { return ["there is no method \(method)"] }
    guard let members = params.members else { return ["params: not an object"] }
    var problems: [String] = []
    var known: Set<String> = []
    for parameter in described {
      guard let name = parameter["name"]?.string, let schema = parameter["schema"] else {
        return ["a parameter without name"]
      }
      known.insert(name)
      if let value = params[name] {
        problems += check(value, schema, "\(method).\(name)")
      } else if parameter["required"]?.bool == true {
        problems.append("\(method).\(name): required")
      }
    }
    if let rules = methods[method]?["x-paramsSchema"] { problems += check(params, rules, method) }
    return problems + members.filter { !known.contains($0.name) }.map { "\(method).\($0.name): unknown" }
  }

  /// What is wrong with this result of a method; empty when nothing is.
  public func problems(method: String, result: JSONValue) -> [String] {
    guard let schema = methods[method]?["result"]?["schema"] else { return ["there is no method \(method)"] }
    return check(result, schema, "\(method) result")
  }

  /// What is wrong with the `error` member of an answer; empty when nothing is.
  public func problems(method: String, error: JSONValue) -> [String] {
    guard let number = error["code"]?.int, error["message"]?.string != nil else {
      return ["an error without code or message"]
    }
    guard number == -32000 else {
      return [-32700, -32600, -32601, -32602, -32603].contains(number) ? [] : ["unknown number \(number)"]
    }
    guard let data = error["data"], let word = data["code"]?.string else { return ["an error without data.code"] }
    var problems = check(data, reference("#/components/schemas/ErrorData"), "\(method) error")
    let words = methods[method]?["errors"]?.array?.compactMap { $0["$ref"]?.string?.split(separator: "/").last } ?? []
    if !words.contains(where: { $0 == word }) { problems.append("\(method) may not be refused as \(word)") }
    let retryable = document["components"]?["errors"]?[word]?["data"]?["retryable"]?.bool
    if data["retryable"]?.bool != retryable { problems.append("\(word): retryable is wrong") }
    return problems
  }

  /// What is wrong with the path of the field that a call with these parameters was refused for; empty when nothing is, or
  /// when there is none.
  ///
  /// A path names a place in the parameters, as they are described: `events[2].data.contact`. One of a field that nothing
  /// describes is that field's, after a place that is described.
  public func problems(method: String, params: JSONValue, path error: JSONValue) -> [String] {
    guard let path = error["data"]?["field"]?.string, let sentence = error["message"]?.string else { return [] }
    var problems: [String] = []
    if ["invalid", "notFound"].contains(error["data"]?["code"]?.string), !sentence.hasPrefix("\(path): ") {
      problems.append("\(path): does not begin the message: \(sentence)")
    }
    if sentence.hasSuffix("has no such field") { return problems }
    let names = path.split(separator: ".", omittingEmptySubsequences: false)
    guard names.allSatisfy({ Self.matches(String($0), #"^[a-z][A-Za-z0-9]*(\[\d+\])?$"#) }) else {
      return problems + ["\(path): not a path"]
    }
    return isDescribed(names[...], as: parameters(of: method), params)
      ? problems : problems + ["\(path): leads nowhere"]
  }

  /// The parameters of a method as the schema of an object.
  private func parameters(of method: String) -> JSONValue {
    let members = (methods[method]?["params"]?.array ?? []).compactMap { parameter in
      parameter["name"]?.string.flatMap { name in parameter["schema"].map { (name, $0) } }
    }
    return .object([("properties", .object(members))])
  }

  private func isDescribed(_ names: ArraySlice<Substring>, as schema: JSONValue, _ value: JSONValue?) -> Bool {
    guard let first = names.first else { return true }
    let parts = first.split(separator: "[")
    let name = String(parts[0])
    let whole = schema["$ref"]?.string.flatMap(resolve) ?? schema
    // What a fact's data is depends on its type.
    let data = name == "data" ? value?["type"]?.string.map(parameters) : nil
    if let any = whole["anyOf"]?.array { return any.contains { isDescribed(names, as: $0, value) } }
    // What has words of its own refers to its form so.
    if let all = whole["allOf"]?.array, whole["properties"] == nil {
      return all.contains { isDescribed(names, as: $0, value) }
    }
    guard var member = data ?? whole["properties"]?[name] else { return false }
    var inner = value?[name]
    if parts.count > 1 {
      guard let items = (member["$ref"]?.string.flatMap(resolve) ?? member)["items"] else { return false }
      member = items
      inner = Int(parts[1].dropLast()).flatMap { index in
        inner?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
    return isDescribed(names.dropFirst(), as: member, inner)
  }

  /// What is wrong with the `params` of a notification; empty when nothing is.
  public func problems(notification: String, params: JSONValue) -> [String] {
    let described = document["x-notifications"]?.array?.first { $0["name"]?.string == notification }
    guard let schema = described?["params"] else { return ["there is no notification \(notification)"] }
    return check(params, schema, notification)
  }

  /// What is wrong with a value under the component of that name; empty when nothing is.
  public func problems(_ value: JSONValue, component: String) -> [String] {
    check(value, reference("#/components/schemas/\(component)"), component)
  }

  private func reference(_ path: String) -> JSONValue { .object([("$ref", .string(path))]) }

  private func resolve(_ path: String) -> JSONValue? {
    path.split(separator: "/").dropFirst().reduce(document as JSONValue?) { value, name in value?[String(name)] }
  }

  private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    if let target = schema["$ref"]?.string {
      guard let resolved = resolve(target) else { return ["\(path): no schema \(target)"] }
      return check(value, resolved, path)
    }
    if schema.bool == false { return ["\(path): may not be there"] }
    var problems: [String] = []
    let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { Self.isType(value, $0) }) {
      return ["\(path): not \(types.joined(separator: " or "))"]
    }
    if let any = schema["anyOf"]?.array, !any.contains(where: { check(value, $0, path).isEmpty }) {
      problems.append("\(path): none of what it may be")
    }
    for part in schema["allOf"]?.array ?? [] { problems += check(value, part, path) }
    if let refused = schema["not"], check(value, refused, path).isEmpty {
      problems.append("\(path): what it may not be")
    }
    if let condition = schema["if"], check(value, condition, path).isEmpty, let consequence = schema["then"] {
      problems += check(value, consequence, path)
    }
    if let constant = schema["const"], constant != value { problems.append("\(path): not the constant") }
    if let words = schema["enum"]?.array, !words.contains(where: { Self.isSame($0, value) }) {
      problems.append("\(path): not one of the words")
    }
    return problems + checkScalar(value, schema, path) + checkMembers(value, schema, path)
  }

  private func checkScalar(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    var problems: [String] = []
    if let number = Self.number(value) {
      if let least = Self.number(schema["minimum"]), number < least { problems.append("\(path): under \(least)") }
      if let most = Self.number(schema["maximum"]), number > most { problems.append("\(path): over \(most)") }
    }
    if let text = value.string {
      if let least = schema["minLength"]?.int, text.unicodeScalars.count < least {
        problems.append("\(path): too short")
      }
      if let most = schema["maxLength"]?.int, text.unicodeScalars.count > most { problems.append("\(path): too long") }
      if let most = schema["x-maxBytes"]?.int, text.utf8.count > most { problems.append("\(path): too long") }
      if let pattern = schema["pattern"]?.string, !Self.matches(text, pattern) {
        problems.append("\(path): not \(pattern)")
      }
      if schema["format"]?.string == "date-time", !Self.matches(text, Self.time) {
        problems.append("\(path): no time")
      }
      if schema["format"]?.string == "date", !Self.matches(text, #"^\d{4}-\d\d-\d\d$"#) {
        problems.append("\(path): no date")
      }
    }
    return problems
  }

  private static let time = #"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$"#
  /// Compiled once: a description has few patterns, and thousands of values are held against each.
  private static let expressions = Mutex<[String: NSRegularExpression]>([:])

  /// Whether the pattern is found in the text; a pattern that is none is found in nothing.
  private static func matches(_ text: String, _ pattern: String) -> Bool {
    let expression = expressions.withLock { known in
      if let expression = known[pattern] { return expression as NSRegularExpression? }
      known[pattern] = try? NSRegularExpression(pattern: translated(pattern))
      return known[pattern]
    }
    return expression?.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  /// An expression of ECMA 262 in the words of this library, whose `$` also stands before a line end at the end.
  private static func translated(_ pattern: String) -> String {
    var result = ""
    var isEscaped = false
    var isInBrackets = false
    for character in pattern {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "[" || character == "]" {
        isInBrackets = character == "["
      } else if character == "$", !isInBrackets {
        result += #"\z"#
        continue
      }
      result.append(character)
    }
    return result
  }

  private func checkMembers(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    var problems: [String] = []
    if let elements = value.array {
      if let least = schema["minItems"]?.int, elements.count < least { problems.append("\(path): too few") }
      if let most = schema["maxItems"]?.int, elements.count > most { problems.append("\(path): too many") }
      if let wanted = schema["contains"], !elements.contains(where: { check($0, wanted, path).isEmpty }) {
        problems.append("\(path): none is what one must be")
      }
      if let items = schema["items"] {
        for (index, element) in elements.enumerated() { problems += check(element, items, "\(path)[\(index)]") }
      }
    }
    guard let members = value.members else { return problems }
    if let least = schema["minProperties"]?.int, members.count < least { problems.append("\(path): too few members") }
    if let most = schema["maxProperties"]?.int, members.count > most { problems.append("\(path): too many members") }
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where value[name] == nil {
      problems.append("\(path).\(name): required")
    }
    for member in members {
      if let names = schema["propertyNames"] {
        problems += check(.string(member.name), names, "\(path).\(member.name)")
      }
      if let property = schema["properties"]?[member.name] {
        problems += check(member.value, property, "\(path).\(member.name)")
      } else if schema["additionalProperties"]?.bool == false {
        problems.append("\(path).\(member.name): unknown")
      } else if let others = schema["additionalProperties"], others.members != nil {
        problems += check(member.value, others, "\(path).\(member.name)")
      }
    }
    return problems
  }

  private static func isType(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
      (.number, "number"):
      true
    case (.number(let text), "integer"): isWhole(text)
    default: false
    }
  }

  /// Whether a number is whole, however it is written: `2.0` and `1e3` are.
  private static func isWhole(_ text: String) -> Bool {
    guard text.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) else { return true }
    return Decimal(string: text)?.isWhole ?? false
  }

  private static func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
    if let x = number(a), let y = number(b) { return x == y }
    return a == b
  }

  /// A number, exactly: those of 64 bits have more digits than a double.
  private static func number(_ value: JSONValue?) -> Decimal? {
    guard case .number(let text) = value else { return nil }
    return Decimal(string: text)
  }
}

extension Decimal {
  fileprivate var isWhole: Bool {
    var (value, rounded) = (self, Decimal())
    NSDecimalRound(&rounded, &value, 0, .plain)
    return rounded == value
  }
}
