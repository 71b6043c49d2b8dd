// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// What a caller may be permitted to do; the raw value is its bit in ``Permissions``.
public enum Permission: UInt8, CaseIterable, Sendable {
  case read = 1
  case record = 2
  case log = 3
  case audit = 4
  case operate = 5
  case personal = 6
  case consent = 7
  case figures = 8
  case status = 9
  case configure = 10
  case erase = 11

  /// Its name in the protocol and in the configuration.
  public var word: String {
    switch self {
    case .read: "read"
    case .record: "record"
    case .log: "log"
    case .audit: "audit"
    case .operate: "operate"
    case .personal: "personal"
    case .consent: "consent"
    case .figures: "figures"
    case .status: "status"
    case .configure: "configure"
    case .erase: "erase"
    }
  }

  /// What one may do who has it.
  public var doc: String {
    switch self {
    case .read: "To ask about contacts, deals, pipelines, campaigns, tasks and orders."
    case .record: "To record facts, and to rehearse that."
    case .log: "To read and follow the log."
    case .audit: "To see how read models were made and how far they are."
    case .operate: "To rebuild and verify what is derived."
    case .personal: "To be given personal fields, and to ask by them."
    case .consent: "To record that somebody agreed to be written to, or no longer does; and to restore consent by a retraction."
    case .figures: "To ask for metrics and for the report of a campaign."
    case .status: "To see the state of the daemon: its log, folders, memory, disk and faults."
    case .configure: "To record what holds for the whole company."
    case .erase: "To erase a person's data for good."
    }
  }
}

extension Permissions {
  public static let read = Permissions(.read)
  public static let record = Permissions(.record)
  public static let log = Permissions(.log)
  public static let audit = Permissions(.audit)
  public static let operate = Permissions(.operate)
  public static let personal = Permissions(.personal)
  public static let consent = Permissions(.consent)
  public static let figures = Permissions(.figures)
  public static let status = Permissions(.status)
  public static let configure = Permissions(.configure)
  public static let erase = Permissions(.erase)
  /// What every role has.
  public static let role = Permissions(rawValue: 1 << 62)
}
