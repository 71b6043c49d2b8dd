/// A name that a client sent, made safe to show: at most 64 bytes of it, control characters escaped.
enum EchoedName {
  static let bytesMax = 64

  static func text(_ bytes: [UInt8]) -> String {
    var name = ""
    var count = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      count += UTF8.width(scalar)
      if count > bytesMax { break }
      let isControl =
        scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .format
      if isControl || scalar == "\u{2028}" || scalar == "\u{2029}" {
        name += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    return name
  }
}
