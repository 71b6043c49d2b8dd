// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension ContactCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 5 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 6 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 7 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 8 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 9 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 21 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 10 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 11 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 12 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 13 }
    /// The number of `createdAt`.
    @inlinable public static var createdAt: UInt64 { 14 }
    /// The number of `consents`.
    @inlinable public static var consents: UInt64 { 15 }
    /// The number of `lastInteractionAt`.
    @inlinable public static var lastInteractionAt: UInt64 { 16 }
    /// The number of `interactionCount`.
    @inlinable public static var interactionCount: UInt64 { 17 }
    /// The number of `openDeals`.
    @inlinable public static var openDeals: UInt64 { 18 }
    /// The number of `ordersCount`.
    @inlinable public static var ordersCount: UInt64 { 19 }
    /// The number of `ordersTotal`.
    @inlinable public static var ordersTotal: UInt64 { 20 }
    /// The number of `memberships`.
    @inlinable public static var memberships: UInt64 { 30 }
    /// The number of `suppressions`.
    @inlinable public static var suppressions: UInt64 { 31 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 32 }
    /// The number of `jobTitle`.
    @inlinable public static var jobTitle: UInt64 { 33 }
    /// The number of `nickname`.
    @inlinable public static var nickname: UInt64 { 34 }
    /// The number of `birthday`.
    @inlinable public static var birthday: UInt64 { 35 }
    /// The number of `anniversary`.
    @inlinable public static var anniversary: UInt64 { 36 }
    /// The number of `addresses`.
    @inlinable public static var addresses: UInt64 { 37 }
    /// The number of `websites`.
    @inlinable public static var websites: UInt64 { 38 }
    /// The number of `handles`.
    @inlinable public static var handles: UInt64 { 39 }
    /// The number of `language`.
    @inlinable public static var language: UInt64 { 40 }
    /// The number of `sourceIds`.
    @inlinable public static var sourceIds: UInt64 { 41 }
    /// The number of `emailLabels`.
    @inlinable public static var emailLabels: UInt64 { 42 }
    /// The number of `phoneLabels`.
    @inlinable public static var phoneLabels: UInt64 { 43 }
    /// The number of `referrer`.
    @inlinable public static var referrer: UInt64 { 44 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 45 }
    /// The number of `archivedAt`.
    @inlinable public static var archivedAt: UInt64 { 46 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 60 }
    /// The number of `erasedAt`.
    @inlinable public static var erasedAt: UInt64 { 61 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension ContactCard.Role {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 1 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 2 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 3 }
  }
}

extension ContactCard.Membership {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 1 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 2 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 3 }
    /// The number of `relationship`.
    @inlinable public static var relationship: UInt64 { 4 }
  }
}

extension ContactCard.Consent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `granted`.
    @inlinable public static var granted: UInt64 { 3 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 4 }
    /// The number of `basis`.
    @inlinable public static var basis: UInt64 { 5 }
    /// The number of `untilAt`.
    @inlinable public static var untilAt: UInt64 { 6 }
    /// The number of `untilOn`.
    @inlinable public static var untilOn: UInt64 { 7 }
    /// The number of `ended`.
    @inlinable public static var ended: UInt64 { 8 }
  }
}

extension Suppression {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `address`.
    @inlinable public static var address: UInt64 { 1 }
    /// The number of `scope`.
    @inlinable public static var scope: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 4 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 5 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 6 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 7 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 8 }
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 9 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension ContactListItem {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 5 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 6 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
    /// The number of `jobTitle`.
    @inlinable public static var jobTitle: UInt64 { 9 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 10 }
    /// The number of `archivedAt`.
    @inlinable public static var archivedAt: UInt64 { 11 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 12 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension HistoryEntry {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 2 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 3 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 4 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 5 }
    /// The number of `summary`.
    @inlinable public static var summary: UInt64 { 6 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 7 }
    /// The number of `changes`.
    @inlinable public static var changes: UInt64 { 8 }
    /// The number of `retractor`.
    @inlinable public static var retractor: UInt64 { 9 }
    /// The number of `person`.
    @inlinable public static var person: UInt64 { 20 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 21 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension FieldChange {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `field`.
    @inlinable public static var field: UInt64 { 1 }
    /// The number of `before`.
    @inlinable public static var before: UInt64 { 2 }
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 3 }
  }
}

extension DealCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 4 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 5 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 6 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 7 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 8 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 9 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 10 }
    /// The number of `openedAt`.
    @inlinable public static var openedAt: UInt64 { 11 }
    /// The number of `closedAt`.
    @inlinable public static var closedAt: UInt64 { 12 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 13 }
    /// The number of `competitor`.
    @inlinable public static var competitor: UInt64 { 14 }
    /// The number of `rotting`.
    @inlinable public static var rotting: UInt64 { 15 }
    /// The number of `contacts`.
    @inlinable public static var contacts: UInt64 { 30 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 31 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension DealContact {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 2 }
  }
}

extension StageVisit {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `enteredAt`.
    @inlinable public static var enteredAt: UInt64 { 2 }
    /// The number of `leftAt`.
    @inlinable public static var leftAt: UInt64 { 3 }
    /// The number of `seconds`.
    @inlinable public static var seconds: UInt64 { 4 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 5 }
  }
}

extension PipelineCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 4 }
  }
}

extension CompanyCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 3 }
    /// The number of `consentDefaults`.
    @inlinable public static var consentDefaults: UInt64 { 4 }
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 5 }
    /// The number of `currency`.
    @inlinable public static var currency: UInt64 { 6 }
    /// The number of `locale`.
    @inlinable public static var locale: UInt64 { 7 }
    /// The number of `weekStart`.
    @inlinable public static var weekStart: UInt64 { 8 }
    /// The number of `fiscalYearStart`.
    @inlinable public static var fiscalYearStart: UInt64 { 9 }
  }
}

extension CompanyCard.ConsentDefault {
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

extension CampaignCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 4 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 5 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 6 }
    /// The number of `createdAt`.
    @inlinable public static var createdAt: UInt64 { 7 }
    /// The number of `spent`.
    @inlinable public static var spent: UInt64 { 8 }
  }
}

extension OrderCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `total`.
    @inlinable public static var total: UInt64 { 4 }
    /// The number of `itemCount`.
    @inlinable public static var itemCount: UInt64 { 5 }
    /// The number of `lines`.
    @inlinable public static var lines: UInt64 { 6 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 7 }
    /// The number of `placedAt`.
    @inlinable public static var placedAt: UInt64 { 8 }
    /// The number of `paid`.
    @inlinable public static var paid: UInt64 { 9 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 10 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 11 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension UserCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `login`.
    @inlinable public static var login: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 5 }
    /// The number of `manager`.
    @inlinable public static var manager: UInt64 { 6 }
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 7 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 8 }
    /// The number of `addedAt`.
    @inlinable public static var addedAt: UInt64 { 9 }
    /// The number of `deactivatedAt`.
    @inlinable public static var deactivatedAt: UInt64 { 10 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension TeamCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `lead`.
    @inlinable public static var lead: UInt64 { 4 }
  }
}

extension MetricsCalendar {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 1 }
    /// The number of `zonePosition`.
    @inlinable public static var zonePosition: UInt64 { 2 }
    /// The number of `weekStart`.
    @inlinable public static var weekStart: UInt64 { 3 }
    /// The number of `fiscalYearStart`.
    @inlinable public static var fiscalYearStart: UInt64 { 4 }
  }
}

extension Relation {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 1 }
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 2 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 5 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 6 }
    /// The number of `relationship`.
    @inlinable public static var relationship: UInt64 { 7 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension TreeNode {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `depth`.
    @inlinable public static var depth: UInt64 { 4 }
    /// The number of `parents`.
    @inlinable public static var parents: UInt64 { 5 }
    /// The number of `own`.
    @inlinable public static var own: UInt64 { 6 }
    /// The number of `total`.
    @inlinable public static var total: UInt64 { 7 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension TreeFigures {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `interactionCount`.
    @inlinable public static var interactionCount: UInt64 { 1 }
    /// The number of `lastInteractionAt`.
    @inlinable public static var lastInteractionAt: UInt64 { 2 }
    /// The number of `openDeals`.
    @inlinable public static var openDeals: UInt64 { 3 }
    /// The number of `ordersCount`.
    @inlinable public static var ordersCount: UInt64 { 4 }
    /// The number of `ordersTotal`.
    @inlinable public static var ordersTotal: UInt64 { 5 }
  }
}

extension TaskCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 4 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 5 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 6 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 7 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 8 }
    /// The number of `completedAt`.
    @inlinable public static var completedAt: UInt64 { 9 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 10 }
    /// The number of `overdue`.
    @inlinable public static var overdue: UInt64 { 11 }
    /// The number of `cancelledAt`.
    @inlinable public static var cancelledAt: UInt64 { 12 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 13 }
    /// The number of `dueOn`.
    @inlinable public static var dueOn: UInt64 { 14 }
    /// The number of `recurrence`.
    @inlinable public static var recurrence: UInt64 { 15 }
    /// The number of `zone`.
    @inlinable public static var zone: UInt64 { 16 }
    /// The number of `reminders`.
    @inlinable public static var reminders: UInt64 { 17 }
    /// The number of `occurrence`.
    @inlinable public static var occurrence: UInt64 { 18 }
    /// The number of `erased`.
    @inlinable public static var erased: UInt64 { 19 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension TaskOccurrence {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `occurrence`.
    @inlinable public static var occurrence: UInt64 { 1 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 2 }
    /// The number of `completedAt`.
    @inlinable public static var completedAt: UInt64 { 3 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 4 }
  }
}

extension Reminder {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `at`.
    @inlinable public static var at: UInt64 { 1 }
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 2 }
  }
}

extension SubjectState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 1 }
    /// The number of `fallen`.
    @inlinable public static var fallen: UInt64 { 10 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 4 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 5 }
    /// The number of `payment`.
    @inlinable public static var payment: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 8 }
    /// The number of `company`.
    @inlinable public static var company: UInt64 { 9 }
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 11 }
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 12 }
    /// The number of `suppression`.
    @inlinable public static var suppression: UInt64 { 13 }
  }
}

extension SubjectState.ContactState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `consents`.
    @inlinable public static var consents: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 4 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 5 }
    /// The number of `members`.
    @inlinable public static var members: UInt64 { 6 }
    /// The number of `externalKey`.
    @inlinable public static var externalKey: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
    /// The number of `email`.
    @inlinable public static var email: UInt64 { 21 }
    /// The number of `phone`.
    @inlinable public static var phone: UInt64 { 22 }
    /// The number of `belonging`.
    @inlinable public static var belonging: UInt64 { 20 }
    /// The number of `sourceKeys`.
    @inlinable public static var sourceKeys: UInt64 { 23 }
    /// The number of `archived`.
    @inlinable public static var archived: UInt64 { 24 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 25 }
    /// The number of `erasedAt`.
    @inlinable public static var erasedAt: UInt64 { 26 }
  }
}

extension SubjectState.ExternalKey {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `high`.
    @inlinable public static var high: UInt64 { 1 }
    /// The number of `low`.
    @inlinable public static var low: UInt64 { 2 }
  }
}

extension SubjectState.ConsentState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `granted`.
    @inlinable public static var granted: UInt64 { 3 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 4 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 5 }
    /// The number of `untilAt`.
    @inlinable public static var untilAt: UInt64 { 6 }
    /// The number of `untilOn`.
    @inlinable public static var untilOn: UInt64 { 7 }
  }
}

extension SubjectState.CompanyState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 1 }
    /// The number of `consentDefaults`.
    @inlinable public static var consentDefaults: UInt64 { 2 }
    /// The number of `users`.
    @inlinable public static var users: UInt64 { 3 }
    /// The number of `teams`.
    @inlinable public static var teams: UInt64 { 4 }
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 5 }
  }
}

extension SubjectState.UserState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `login`.
    @inlinable public static var login: UInt64 { 1 }
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 2 }
    /// The number of `manager`.
    @inlinable public static var manager: UInt64 { 3 }
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 4 }
    /// The number of `deactivated`.
    @inlinable public static var deactivated: UInt64 { 5 }
  }
}

extension SubjectState.TeamState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 1 }
  }
}

extension SubjectState.DealState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 3 }
    /// The number of `won`.
    @inlinable public static var won: UInt64 { 4 }
    /// The number of `lost`.
    @inlinable public static var lost: UInt64 { 5 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 6 }
    /// The number of `visits`.
    @inlinable public static var visits: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
    /// The number of `openedAt`.
    @inlinable public static var openedAt: UInt64 { 9 }
    /// The number of `contacts`.
    @inlinable public static var contacts: UInt64 { 20 }
  }
}

extension SubjectState.TaskState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `done`.
    @inlinable public static var done: UInt64 { 3 }
    /// The number of `ended`.
    @inlinable public static var ended: UInt64 { 4 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 5 }
    /// The number of `terms`.
    @inlinable public static var terms: UInt64 { 6 }
  }
}

extension SubjectState.TaskTerms {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 1 }
    /// The number of `dueOn`.
    @inlinable public static var dueOn: UInt64 { 2 }
    /// The number of `zone`.
    @inlinable public static var zone: UInt64 { 3 }
    /// The number of `recurrence`.
    @inlinable public static var recurrence: UInt64 { 4 }
    /// The number of `firstAt`.
    @inlinable public static var firstAt: UInt64 { 5 }
    /// The number of `day`.
    @inlinable public static var day: UInt64 { 6 }
    /// The number of `occurrence`.
    @inlinable public static var occurrence: UInt64 { 7 }
    /// The number of `comesOnDays`.
    @inlinable public static var comesOnDays: UInt64 { 8 }
  }
}

extension SubjectState.OrderState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `retracted`.
    @inlinable public static var retracted: UInt64 { 2 }
    /// The number of `externalKey`.
    @inlinable public static var externalKey: UInt64 { 4 }
  }
}

extension SubjectState.PaymentState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
  }
}

extension SubjectState.CampaignState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
  }
}

extension SubjectState.PipelineState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 1 }
    /// The number of `definedAt`.
    @inlinable public static var definedAt: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `count`.
    @inlinable public static var count: UInt64 { 4 }
  }
}

extension ContactRole {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 1 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 2 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 3 }
  }
}

extension Belonging {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `statements`.
    @inlinable public static var statements: UInt64 { 1 }
    /// The number of `relationships`.
    @inlinable public static var relationships: UInt64 { 2 }
    /// The number of `referrers`.
    @inlinable public static var referrers: UInt64 { 3 }
  }
}

extension Belonging.Statement {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 1 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 2 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 3 }
  }
}

extension Belonging.Relationship {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `relationship`.
    @inlinable public static var relationship: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 3 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 4 }
    /// The number of `until`.
    @inlinable public static var until: UInt64 { 5 }
  }
}

extension AddressState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `words`.
    @inlinable public static var words: UInt64 { 1 }
  }
}

extension AddressState.Word {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 2 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 3 }
    /// The number of `scope`.
    @inlinable public static var scope: UInt64 { 4 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 5 }
  }
}
