import FactSchema

/// What messages go to: e-mail addresses and phones, each under its normal form.
public enum Address {
  /// What an address is of.
  enum Kind {
    case email, phone

    /// Of what a campaign on that channel goes to; nil where that is neither, or not known.
    init?(channel: String) {
      if Self.ofEmail.contains(channel) {
        self = .email
      } else if Self.ofPhones.contains(channel) {
        self = .phone
      } else {
        return nil
      }
    }

    private static let ofEmail = ["email", "e-mail"]
    private static let ofPhones = ["sms", "mms", "rcs", "whatsapp", "signal", "phone", "call", "voice", "fax"]
  }

  /// What an address is known by; nil for a text that is none. A phone without `+` is completed by the region.
  public static func id(of text: String, region: PhoneRegion?) -> ExternalID? {
    kind(of: text) == .email ? email(text) : phone(text, region: region)
  }

  /// What an e-mail address is known by.
  public static func email(_ text: String) -> ExternalID? {
    EmailAddress.normalForm(text).map { ExternalID(.suppression, "email:\($0)") }
  }

  /// What a phone is known by.
  public static func phone(_ text: String, region: PhoneRegion?) -> ExternalID? {
    PhoneNumber.normalForm(text, region: region).map { ExternalID(.suppression, "phone:\($0)") }
  }

  static func kind(of text: String) -> Kind { text.utf8.contains(UInt8(ascii: "@")) ? .email : .phone }
}

extension ExternalKey {
  /// As a fact says it of an address: 32 digits.
  public var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// The one of an address in a fact; nil where the fact says none.
  public init?(ofAddress digits: String) {
    guard digits.utf8.count == 32, let value = UInt128(digits, radix: 16) else { return nil }
    self.init(.suppression, value)
  }
}
