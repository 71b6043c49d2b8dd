import FactSchema

/// A country or territory whose numbering plan completes phones that are typed without their calling code.
public struct PhoneRegion: Sendable, Hashable {
  /// The calling code, such as 44.
  public let callingCode: String
  /// What is dialled before a number within the country and dropped from abroad; "" when there is none.
  public let trunkPrefix: String
  /// What is dialled within the country before a foreign calling code.
  public var internationalPrefix: String {
    switch callingCode {
    case "1": "011"
    case "7": "810"
    case "81": "010"
    default: "00"
    }
  }

  /// The region of an ISO 3166 code of two letters, such as GB; nil when it is unknown. O(1).
  public init?(_ code: String) {
    guard let region = Self.regions[code] else { return nil }
    self = region
  }

  private init(callingCode: String, trunkPrefix: String) {
    self.callingCode = callingCode
    self.trunkPrefix = trunkPrefix
  }

  private static let regions: [String: PhoneRegion] = {
    var regions: [String: PhoneRegion] = [:]
    for (trunkPrefix, codes) in CallingCodes.all {
      for entry in codes.split(separator: " ") {
        regions[String(entry.prefix(2))] = PhoneRegion(
          callingCode: String(entry.dropFirst(2)), trunkPrefix: trunkPrefix)
      }
    }
    return regions
  }()
}
