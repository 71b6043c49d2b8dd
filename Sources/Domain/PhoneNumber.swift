/// Phone numbers: kept as they were typed, looked up in E.164.
public enum PhoneNumber {
  /// What a phone is looked up under, such as `+442079460958`; nil when it is not a number, or has neither a `+` nor a
  /// region to complete it.
  ///
  /// What only makes it readable is dropped (see ``TypedPhone``), so is `(0)` behind a calling code and an extension, by
  /// which numbers are not told apart here. Without `+` the region's prefix for calls abroad stands for one; else the
  /// region's trunk prefix is dropped and its calling code put in front. 7 to 15 digits.
  public static func normalForm(_ text: String, region: PhoneRegion? = nil) -> String? {
    guard text.unicodeScalars.count <= Bounds.phoneCharacters, let typed = TypedPhone(text) else { return nil }
    if typed.hasPlus { return e164(typed.digits[...]) }
    guard let region else { return nil }
    if typed.digits.starts(with: region.internationalPrefix.utf8) {
      return e164(typed.digits.dropFirst(region.internationalPrefix.utf8.count))
    }
    var national = typed.digits[...]
    if !region.trunkPrefix.isEmpty, national.starts(with: region.trunkPrefix.utf8) {
      national = national.dropFirst(region.trunkPrefix.utf8.count)
    }
    guard !national.isEmpty else { return nil }
    return e164(ArraySlice(Array(region.callingCode.utf8) + national))
  }

  /// Whether it says its calling code, or could be completed by a region.
  public static func isCompletable(_ text: String) -> Bool {
    TypedPhone(text).map { !$0.hasPlus || normalForm(text) != nil } ?? false
  }

  /// Whether it says its calling code itself: what it is looked up under does not depend on a region.
  public static func isComplete(_ text: String) -> Bool { normalForm(text) != nil }

  private static func e164(_ digits: ArraySlice<UInt8>) -> String? {
    // No calling code begins with 0.
    guard Bounds.phoneDigits.contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
    return "+" + String(decoding: digits, as: UTF8.self)
  }
}
