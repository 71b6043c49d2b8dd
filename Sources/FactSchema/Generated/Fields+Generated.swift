// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension Money {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `currency`.
    @inlinable public static var currency: UInt64 { 1 }
    /// The number of `amount`.
    @inlinable public static var amount: UInt64 { 2 }
  }
}

extension PostalAddress {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `label`.
    @inlinable public static var label: UInt64 { 1 }
    /// The number of `lines`.
    @inlinable public static var lines: UInt64 { 2 }
    /// The number of `city`.
    @inlinable public static var city: UInt64 { 3 }
    /// The number of `region`.
    @inlinable public static var region: UInt64 { 4 }
    /// The number of `postalCode`.
    @inlinable public static var postalCode: UInt64 { 5 }
    /// The number of `country`.
    @inlinable public static var country: UInt64 { 6 }
  }
}

extension Handle {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `service`.
    @inlinable public static var service: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
  }
}

extension SourceID {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 1 }
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 2 }
  }
}

extension CampaignCreated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 4 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 5 }
  }
}

extension CampaignSent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
    /// The number of `address`.
    @inlinable public static var address: UInt64 { 4 }
    /// The number of `addressKey`.
    @inlinable public static var addressKey: UInt64 { 5 }
  }
}

extension CampaignResponseRecorded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `response`.
    @inlinable public static var response: UInt64 { 3 }
    /// The number of `selfService`.
    @inlinable public static var selfService: UInt64 { 4 }
    /// The number of `bounce`.
    @inlinable public static var bounce: UInt64 { 5 }
    /// The number of `addressKey`.
    @inlinable public static var addressKey: UInt64 { 6 }
  }
}

extension ConsentGranted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `evidence`.
    @inlinable public static var evidence: UInt64 { 4 }
    /// The number of `basis`.
    @inlinable public static var basis: UInt64 { 5 }
    /// The number of `textShown`.
    @inlinable public static var textShown: UInt64 { 6 }
    /// The number of `untilAt`.
    @inlinable public static var untilAt: UInt64 { 7 }
    /// The number of `untilOn`.
    @inlinable public static var untilOn: UInt64 { 8 }
  }
}

extension ConsentWithdrawn {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `evidence`.
    @inlinable public static var evidence: UInt64 { 4 }
    /// The number of `selfService`.
    @inlinable public static var selfService: UInt64 { 5 }
  }
}

extension CampaignRevised {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 3 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 4 }
  }
}

extension CampaignCostRecorded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `amount`.
    @inlinable public static var amount: UInt64 { 2 }
    /// The number of `on`.
    @inlinable public static var on: UInt64 { 3 }
  }
}

extension SuppressionAdded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `suppression`.
    @inlinable public static var suppression: UInt64 { 1 }
    /// The number of `address`.
    @inlinable public static var address: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `scope`.
    @inlinable public static var scope: UInt64 { 4 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 5 }
    /// The number of `addressKey`.
    @inlinable public static var addressKey: UInt64 { 6 }
  }
}

extension SuppressionLifted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `suppression`.
    @inlinable public static var suppression: UInt64 { 1 }
    /// The number of `address`.
    @inlinable public static var address: UInt64 { 2 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 3 }
    /// The number of `addressKey`.
    @inlinable public static var addressKey: UInt64 { 4 }
  }
}

extension CompanyConfigured {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 1 }
    /// The number of `currency`.
    @inlinable public static var currency: UInt64 { 2 }
    /// The number of `locale`.
    @inlinable public static var locale: UInt64 { 3 }
    /// The number of `weekStart`.
    @inlinable public static var weekStart: UInt64 { 4 }
    /// The number of `fiscalYearStart`.
    @inlinable public static var fiscalYearStart: UInt64 { 5 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 6 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 7 }
  }
}

extension ConsentDefaultSet {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `consent`.
    @inlinable public static var consent: UInt64 { 3 }
  }
}

extension ContactCreated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 4 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 5 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 6 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 7 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 8 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 9 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 10 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 11 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 12 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 13 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 14 }
    /// The number of `jobTitle`.
    @inlinable public static var jobTitle: UInt64 { 15 }
    /// The number of `nickname`.
    @inlinable public static var nickname: UInt64 { 16 }
    /// The number of `birthday`.
    @inlinable public static var birthday: UInt64 { 17 }
    /// The number of `anniversary`.
    @inlinable public static var anniversary: UInt64 { 18 }
    /// The number of `addresses`.
    @inlinable public static var addresses: UInt64 { 19 }
    /// The number of `websites`.
    @inlinable public static var websites: UInt64 { 20 }
    /// The number of `handles`.
    @inlinable public static var handles: UInt64 { 21 }
    /// The number of `language`.
    @inlinable public static var language: UInt64 { 22 }
    /// The number of `sourceIds`.
    @inlinable public static var sourceIds: UInt64 { 23 }
    /// The number of `emailLabels`.
    @inlinable public static var emailLabels: UInt64 { 24 }
    /// The number of `phoneLabels`.
    @inlinable public static var phoneLabels: UInt64 { 25 }
    /// The number of `referrer`.
    @inlinable public static var referrer: UInt64 { 26 }
  }
}

extension ContactDetailsChanged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 4 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 5 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 6 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 7 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 8 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 9 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 10 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 11 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 12 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 13 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 14 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 15 }
    /// The number of `jobTitle`.
    @inlinable public static var jobTitle: UInt64 { 16 }
    /// The number of `nickname`.
    @inlinable public static var nickname: UInt64 { 17 }
    /// The number of `birthday`.
    @inlinable public static var birthday: UInt64 { 18 }
    /// The number of `anniversary`.
    @inlinable public static var anniversary: UInt64 { 19 }
    /// The number of `addresses`.
    @inlinable public static var addresses: UInt64 { 20 }
    /// The number of `websites`.
    @inlinable public static var websites: UInt64 { 21 }
    /// The number of `handles`.
    @inlinable public static var handles: UInt64 { 22 }
    /// The number of `language`.
    @inlinable public static var language: UInt64 { 23 }
    /// The number of `sourceIds`.
    @inlinable public static var sourceIds: UInt64 { 24 }
    /// The number of `emailLabels`.
    @inlinable public static var emailLabels: UInt64 { 25 }
    /// The number of `phoneLabels`.
    @inlinable public static var phoneLabels: UInt64 { 26 }
    /// The number of `referrer`.
    @inlinable public static var referrer: UInt64 { 27 }
  }
}

extension ContactTagged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 2 }
  }
}

extension ContactUntagged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 2 }
  }
}

extension ContactsRelated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `relationship`.
    @inlinable public static var relationship: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 3 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 4 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 5 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 6 }
  }
}

extension RelationshipEnded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `relationship`.
    @inlinable public static var relationship: UInt64 { 1 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 2 }
  }
}

extension ContactArchived {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension ContactRestored {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
  }
}

extension ContactRoleAssigned {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 2 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 3 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 4 }
  }
}

extension ContactRoleEnded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 2 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 3 }
  }
}

extension PipelineDefined {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 3 }
    /// The number of `move`.
    @inlinable public static var move: UInt64 { 4 }
  }
}

extension PipelineDefined.Stage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `probability`.
    @inlinable public static var probability: UInt64 { 2 }
    /// The number of `rotDays`.
    @inlinable public static var rotDays: UInt64 { 3 }
  }
}

extension PipelineDefined.Move {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 2 }
  }
}

extension DealOpened {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 3 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 4 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 5 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 6 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
  }
}

extension DealStageChanged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 2 }
  }
}

extension DealRevised {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 2 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 3 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 4 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 5 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 6 }
  }
}

extension DealWon {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 2 }
  }
}

extension DealLost {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
    /// The number of `competitor`.
    @inlinable public static var competitor: UInt64 { 3 }
  }
}

extension DealReopened {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 2 }
  }
}

extension DealTransferred {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 3 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 4 }
  }
}

extension DealContactAdded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 3 }
  }
}

extension DealContactRemoved {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
  }
}

extension CallLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 3 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 4 }
    /// The number of `notes`.
    @inlinable public static var notes: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 7 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 8 }
  }
}

extension EmailLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 8 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 9 }
  }
}

extension MessageLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 8 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 9 }
  }
}

extension LetterLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 8 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 9 }
  }
}

extension MeetingLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 4 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 5 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 6 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 7 }
  }
}

extension VisitLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 4 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 5 }
    /// The number of `onBehalfOf`.
    @inlinable public static var onBehalfOf: UInt64 { 6 }
    /// The number of `also`.
    @inlinable public static var also: UInt64 { 7 }
  }
}

extension NoteAdded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
  }
}

extension FactRetracted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
    /// The number of `confirmConsent`.
    @inlinable public static var confirmConsent: UInt64 { 3 }
  }
}

extension LogLossAccepted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 1 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 2 }
    /// The number of `oldRoot`.
    @inlinable public static var oldRoot: UInt64 { 3 }
  }
}

extension ClockReset {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `was`.
    @inlinable public static var was: UInt64 { 1 }
  }
}

extension OrderPlaced {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `total`.
    @inlinable public static var total: UInt64 { 3 }
    /// The number of `itemCount`.
    @inlinable public static var itemCount: UInt64 { 4 }
    /// The number of `lines`.
    @inlinable public static var lines: UInt64 { 5 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 6 }
  }
}

extension OrderPlaced.Line {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `product`.
    @inlinable public static var product: UInt64 { 1 }
    /// The number of `quantity`.
    @inlinable public static var quantity: UInt64 { 2 }
    /// The number of `unitPrice`.
    @inlinable public static var unitPrice: UInt64 { 3 }
  }
}

extension PaymentReceived {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `payment`.
    @inlinable public static var payment: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `amount`.
    @inlinable public static var amount: UInt64 { 3 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 4 }
  }
}

extension PersonalDataErased {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
    /// The number of `reference`.
    @inlinable public static var reference: UInt64 { 3 }
    /// The number of `unsuppressed`.
    @inlinable public static var unsuppressed: UInt64 { 4 }
    /// The number of `addressKeys`.
    @inlinable public static var addressKeys: UInt64 { 5 }
    /// The number of `fields`.
    @inlinable public static var fields: UInt64 { 6 }
    /// The number of `suppressions`.
    @inlinable public static var suppressions: UInt64 { 7 }
  }
}

extension PersonalDataErased.Fields {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 1 }
    /// The number of `fields`.
    @inlinable public static var fields: UInt64 { 2 }
    /// The number of `positions`.
    @inlinable public static var positions: UInt64 { 3 }
  }
}

extension ErasureCompleted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `erasure`.
    @inlinable public static var erasure: UInt64 { 2 }
    /// The number of `facts`.
    @inlinable public static var facts: UInt64 { 3 }
    /// The number of `keys`.
    @inlinable public static var keys: UInt64 { 4 }
    /// The number of `reached`.
    @inlinable public static var reached: UInt64 { 5 }
    /// The number of `rests`.
    @inlinable public static var rests: UInt64 { 6 }
  }
}

extension ErasureCompleted.Rest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `what`.
    @inlinable public static var what: UInt64 { 1 }
    /// The number of `why`.
    @inlinable public static var why: UInt64 { 2 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 3 }
    /// The number of `count`.
    @inlinable public static var count: UInt64 { 4 }
    /// The number of `positions`.
    @inlinable public static var positions: UInt64 { 5 }
  }
}

extension TaskScheduled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 4 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 5 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 6 }
    /// The number of `dueOn`.
    @inlinable public static var dueOn: UInt64 { 7 }
    /// The number of `recurrence`.
    @inlinable public static var recurrence: UInt64 { 8 }
    /// The number of `zone`.
    @inlinable public static var zone: UInt64 { 9 }
    /// The number of `reminders`.
    @inlinable public static var reminders: UInt64 { 10 }
  }
}

extension TaskCompleted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 2 }
    /// The number of `occurrence`.
    @inlinable public static var occurrence: UInt64 { 3 }
  }
}

extension TaskReassigned {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 2 }
  }
}

extension TaskRescheduled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 2 }
    /// The number of `dueOn`.
    @inlinable public static var dueOn: UInt64 { 3 }
  }
}

extension TaskRevised {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 2 }
    /// The number of `recurrence`.
    @inlinable public static var recurrence: UInt64 { 3 }
    /// The number of `zone`.
    @inlinable public static var zone: UInt64 { 4 }
    /// The number of `reminders`.
    @inlinable public static var reminders: UInt64 { 5 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 6 }
  }
}

extension TaskCancelled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension UserAdded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 1 }
    /// The number of `login`.
    @inlinable public static var login: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 4 }
    /// The number of `manager`.
    @inlinable public static var manager: UInt64 { 5 }
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 6 }
  }
}

extension UserChanged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 3 }
    /// The number of `manager`.
    @inlinable public static var manager: UInt64 { 4 }
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 5 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 6 }
  }
}

extension UserDeactivated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 1 }
  }
}

extension UserReactivated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 1 }
  }
}

extension TeamDefined {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `lead`.
    @inlinable public static var lead: UInt64 { 3 }
  }
}

extension WorkHandedOver {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 1 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 2 }
    /// The number of `of`.
    @inlinable public static var of: UInt64 { 3 }
  }
}

extension Fact {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contactCreated`.
    @inlinable public static var contactCreated: UInt64 { 16 }
    /// The number of `contactDetailsChanged`.
    @inlinable public static var contactDetailsChanged: UInt64 { 17 }
    /// The number of `contactTagged`.
    @inlinable public static var contactTagged: UInt64 { 18 }
    /// The number of `contactUntagged`.
    @inlinable public static var contactUntagged: UInt64 { 19 }
    /// The number of `callLogged`.
    @inlinable public static var callLogged: UInt64 { 20 }
    /// The number of `emailLogged`.
    @inlinable public static var emailLogged: UInt64 { 21 }
    /// The number of `messageLogged`.
    @inlinable public static var messageLogged: UInt64 { 22 }
    /// The number of `letterLogged`.
    @inlinable public static var letterLogged: UInt64 { 23 }
    /// The number of `meetingLogged`.
    @inlinable public static var meetingLogged: UInt64 { 24 }
    /// The number of `visitLogged`.
    @inlinable public static var visitLogged: UInt64 { 25 }
    /// The number of `noteAdded`.
    @inlinable public static var noteAdded: UInt64 { 26 }
    /// The number of `factRetracted`.
    @inlinable public static var factRetracted: UInt64 { 27 }
    /// The number of `taskScheduled`.
    @inlinable public static var taskScheduled: UInt64 { 28 }
    /// The number of `taskCompleted`.
    @inlinable public static var taskCompleted: UInt64 { 29 }
    /// The number of `pipelineDefined`.
    @inlinable public static var pipelineDefined: UInt64 { 30 }
    /// The number of `dealOpened`.
    @inlinable public static var dealOpened: UInt64 { 31 }
    /// The number of `dealStageChanged`.
    @inlinable public static var dealStageChanged: UInt64 { 32 }
    /// The number of `dealRevised`.
    @inlinable public static var dealRevised: UInt64 { 33 }
    /// The number of `dealWon`.
    @inlinable public static var dealWon: UInt64 { 34 }
    /// The number of `dealLost`.
    @inlinable public static var dealLost: UInt64 { 35 }
    /// The number of `dealReopened`.
    @inlinable public static var dealReopened: UInt64 { 36 }
    /// The number of `campaignCreated`.
    @inlinable public static var campaignCreated: UInt64 { 37 }
    /// The number of `campaignSent`.
    @inlinable public static var campaignSent: UInt64 { 38 }
    /// The number of `campaignResponseRecorded`.
    @inlinable public static var campaignResponseRecorded: UInt64 { 39 }
    /// The number of `consentGranted`.
    @inlinable public static var consentGranted: UInt64 { 40 }
    /// The number of `consentWithdrawn`.
    @inlinable public static var consentWithdrawn: UInt64 { 41 }
    /// The number of `orderPlaced`.
    @inlinable public static var orderPlaced: UInt64 { 42 }
    /// The number of `paymentReceived`.
    @inlinable public static var paymentReceived: UInt64 { 43 }
    /// The number of `logLossAccepted`.
    @inlinable public static var logLossAccepted: UInt64 { 44 }
    /// The number of `clockReset`.
    @inlinable public static var clockReset: UInt64 { 45 }
    /// The number of `taskReassigned`.
    @inlinable public static var taskReassigned: UInt64 { 46 }
    /// The number of `taskRescheduled`.
    @inlinable public static var taskRescheduled: UInt64 { 47 }
    /// The number of `taskRevised`.
    @inlinable public static var taskRevised: UInt64 { 48 }
    /// The number of `taskCancelled`.
    @inlinable public static var taskCancelled: UInt64 { 49 }
    /// The number of `companyConfigured`.
    @inlinable public static var companyConfigured: UInt64 { 50 }
    /// The number of `consentDefaultSet`.
    @inlinable public static var consentDefaultSet: UInt64 { 51 }
    /// The number of `dealTransferred`.
    @inlinable public static var dealTransferred: UInt64 { 52 }
    /// The number of `campaignRevised`.
    @inlinable public static var campaignRevised: UInt64 { 53 }
    /// The number of `campaignCostRecorded`.
    @inlinable public static var campaignCostRecorded: UInt64 { 54 }
    /// The number of `userAdded`.
    @inlinable public static var userAdded: UInt64 { 60 }
    /// The number of `userChanged`.
    @inlinable public static var userChanged: UInt64 { 61 }
    /// The number of `userDeactivated`.
    @inlinable public static var userDeactivated: UInt64 { 62 }
    /// The number of `userReactivated`.
    @inlinable public static var userReactivated: UInt64 { 63 }
    /// The number of `teamDefined`.
    @inlinable public static var teamDefined: UInt64 { 64 }
    /// The number of `workHandedOver`.
    @inlinable public static var workHandedOver: UInt64 { 65 }
    /// The number of `dealContactAdded`.
    @inlinable public static var dealContactAdded: UInt64 { 76 }
    /// The number of `dealContactRemoved`.
    @inlinable public static var dealContactRemoved: UInt64 { 77 }
    /// The number of `contactsRelated`.
    @inlinable public static var contactsRelated: UInt64 { 78 }
    /// The number of `relationshipEnded`.
    @inlinable public static var relationshipEnded: UInt64 { 79 }
    /// The number of `suppressionAdded`.
    @inlinable public static var suppressionAdded: UInt64 { 90 }
    /// The number of `suppressionLifted`.
    @inlinable public static var suppressionLifted: UInt64 { 91 }
    /// The number of `contactArchived`.
    @inlinable public static var contactArchived: UInt64 { 92 }
    /// The number of `contactRestored`.
    @inlinable public static var contactRestored: UInt64 { 93 }
    /// The number of `contactRoleAssigned`.
    @inlinable public static var contactRoleAssigned: UInt64 { 94 }
    /// The number of `contactRoleEnded`.
    @inlinable public static var contactRoleEnded: UInt64 { 95 }
    /// The number of `personalDataErased`.
    @inlinable public static var personalDataErased: UInt64 { 96 }
    /// The number of `erasureCompleted`.
    @inlinable public static var erasureCompleted: UInt64 { 97 }
  }
}

extension Event {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 2 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 3 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 4 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 5 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 6 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 7 }
    /// The number of `commandId`.
    @inlinable public static var commandID: UInt64 { 8 }
    /// The number of `correlationId`.
    @inlinable public static var correlationID: UInt64 { 9 }
    /// The number of `causationId`.
    @inlinable public static var causationID: UInt64 { 10 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 11 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 12 }
    /// The number of `occurredOn`.
    @inlinable public static var occurredOn: UInt64 { 13 }
    /// The number of `commandIndex`.
    @inlinable public static var commandIndex: UInt64 { 14 }
    /// The number of `commandCount`.
    @inlinable public static var commandCount: UInt64 { 15 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 16 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension Actor {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 3 }
    /// The number of `roleName`.
    @inlinable public static var roleName: UInt64 { 4 }
  }
}
