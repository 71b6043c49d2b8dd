import Bytes
import Descriptors
import Wire

/// JSON as a value, for documents that are made once.
indirect enum JSONTree {
  case string(String)
  case number(Int64)
  case unsigned(UInt64)
  case bool(Bool)
  case array([JSONTree])
  case object([(String, JSONTree)])

  func append(to out: inout [UInt8]) {
    switch self {
    case .string(let text): JSONString.append(text, to: &out)
    case .number(let number): out.append(decimal: number)
    case .unsigned(let number): out.append(decimal: number)
    case .bool(let value): out.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .array(let elements):
      out.append(literal: "[")
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(literal: ",") }
        element.append(to: &out)
      }
      out.append(literal: "]")
    case .object(let members):
      out.append(literal: "{")
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(literal: ",") }
        JSONString.append(member.0, to: &out)
        out.append(literal: ":")
        member.1.append(to: &out)
      }
      out.append(literal: "}")
    }
  }

  static func strings(_ texts: [String]) -> JSONTree { .array(texts.map(JSONTree.string)) }
}
