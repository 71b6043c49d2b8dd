"""Writes, from what the schema says of cards, the Swift that takes facts over into them, and by what they are asked for."""
from schema_model import camel, message_of, messages, one_of, said, words

BOOL, STRING, MESSAGE, ENUM, REPEATED = 8, 9, 11, 14, 3
TIME = ".google.protobuf.Timestamp"
PAGE = {"limit", "cursor", "at_least", "timeout_ms", "own"}

subjects, places = words("SubjectOption"), words("PlaceOption")
facts, methods = one_of("Fact"), one_of("Request")
replies = {n: message_of(t) for _, n, t, _ in one_of("Reply")}
cards = {full[8:]: (m, said(m.options)["card_of"]) for full, m, _, _ in messages if "card_of" in said(m.options)}


def upper(name):
    return name[0].upper() + name[1:]


def about(kind):
    """The facts about subjects of that kind."""
    return [(c, t, o, message_of(t)) for c, _, t, o in facts if o.get("subject") == kind]


def same_fields(card, fact):
    """The fields of a fact that the card has by the same name."""
    fields = {f.name: f for f in card.field}
    same = [f for f in fact.field if f.name in fields and not said(f.options).get("apart")
            and (f.type, f.type_name, f.label) == (fields[f.name].type, fields[f.name].type_name, fields[f.name].label)]
    for f in same:
        if said(f.options).get("personal") and not said(fields[f.name].options).get("personal"):
            raise SystemExit(f"{card.name}.{f.name} is taken from a personal field of {fact.name}, and is not personal")
    return same


def taken(f):
    name = camel(f.name)
    if f.label == REPEATED or f.type == STRING and not f.proto3_optional:
        there = f"!fact.{name}.isEmpty"
    elif f.proto3_optional or f.type == MESSAGE:
        there = f"fact.has{upper(name)}"
    elif f.type == BOOL:
        there = f"fact.{name}"
    else:
        there = f"fact.{name} != {'.unspecified' if f.type == ENUM else 0}"
    return f"if {there} {{ {name} = fact.{name} }}"


def emptied(f):
    name = camel(f.name)
    if (f.type == MESSAGE or f.proto3_optional) and f.label != REPEATED:
        return f"clear{upper(name)}()"
    return f"{name} = " + ("[]" if f.label == REPEATED else '""' if f.type == STRING else "0")


def becomes(card, option, fact):
    """What a fact does to a card beside its own fields."""
    fields, lines = {f.name: f for f in card.field}, []
    for name in [option.at, *option.without]:
        if name and name not in fields:
            raise SystemExit(f"{fact} names {name}, which is no field of {card.name}")
    if option.state:
        if option.state not in [v.name for e in card.enum_type if e.name == "State" for v in e.value]:
            raise SystemExit(f"{fact} names {option.state}, which is no state of {card.name}")
        lines.append(f"state = .{camel(option.state.lower())}")
    if option.at:
        lines.append(f"{camel(option.at)} = time")
    return lines + [emptied(fields[name]) for name in option.without]


def take(card, kind):
    """The statements that take each fact about such a subject over into its card."""
    out, own = [], {f.name: f for f in card.field}
    for c, t, o, fact in about(kind):
        same = same_fields(card, fact)
        lines = [taken(f) for f in same]
        if any(f.name == "clear" for f in fact.field):
            lines += ["for field in fact.clear {", "  switch field {"]
            lines += [f'  case "{f.json_name}": {emptied(own[f.name])}' for f in same] + ["  default: break", "  }", "}"]
        if "card" in o:
            lines += becomes(card, o["card"], t)
        if lines:
            bound = "(let fact)" if any("fact." in line for line in lines) else ""
            out += [f"    case .{c}{bound}:"] + ["      " + line for line in lines]
    return out


def rows():
    """What the module of cards has of them."""
    for c, _, t, o in facts:
        if "card" in o and o.get("subject") not in [kind for _, kind in cards.values()]:
            raise SystemExit(f"{t} is about nothing that has a card")
    out = ["public import FactSchema", "public import SwiftProtobuf", ""]
    for name, (card, kind) in cards.items():
        out += [f"extension {name} {{", "  /// Takes over what a fact about its subject says, and what becomes of it by that; what the fact leaves out stays, and",
                "  /// what it clears goes.",
                "  public mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp) {", "    switch fact {"]
        out += take(card, kind) + ["    default: break", "    }", "  }", "}", ""]
    return out[:-1]


def message(name, card, kind):
    """What a read model knows of a card: facts with a personal field that is taken over are needed whole."""
    whole, rest = [], []
    for c, _, _, fact in about(kind):
        is_personal = any(said(f.options).get("personal") for f in same_fields(card, fact))
        (whole if is_personal else rest).append("." + c)
    out = [f"extension {name}: CardMessage, CardRow {{", f"  typealias Card = {name}", f"  static var kind: SubjectKind {{ .{subjects[kind]} }}",
           f"  static let facts = FactKinds(open: [{', '.join(rest)}], whole: [{', '.join(whole)}])"]
    flags = [f for f in card.field if said(f.options).get("found")]
    if len(flags) > 1 or any(f.type != BOOL for f in flags):
        raise SystemExit(f"{name} has not one truth value that is found when it is asked for")
    for f in flags:
        out += [f"  static var flagField: UInt64? {{ Field.{camel(f.name)} }}", "  var flag: Bool {",
                f"    get {{ {camel(f.name)} }}", f"    set {{ {camel(f.name)} = newValue }}", "  }"]
    if any(f.name == "erased" for f in card.field):
        personal = [f'"{f.json_name}"' for f in card.field if said(f.options).get("personal")]
        out.append(f"  static let erasable = [{', '.join(personal)}]")
    return out + ["}", ""]


def condition(f):
    """What a request wants of a card by one of its fields, what the card has there, and who knows whether there is that."""
    name, found = camel(f.name), said(f.options)
    if f.type == STRING and "id_of" in found:
        kind = subjects[found["id_of"]]
        knower = f".{kind}" if name == kind else f'.{kind}(as: "{f.json_name}")'
        return f".subject({name})", f".subject(card.{name})", knower
    if f.type == STRING:
        return f".word({name})", f".present(card.{name})", ".owner" if name == "owner" else None
    if f.type == ENUM:
        return f".state({name}.rawValue)", f".state(card.{name}.rawValue)", None
    return f".flag({name})", f".flag(card.{name})", None


def bounds(request, card):
    """The first and the last field of a list's times, of cards in the order of such a time."""
    dates, fields, found = words("DateOption"), {f.name for f in card.field}, {}
    for f in request.field:
        if f.type_name == TIME and f.name.rsplit("_", 1)[0] + "_at" in fields:
            found[dates[said(f.options)["date"]]] = f
    return [found["beginning"], found["end"]] if found else []


def list_request(t, request, name):
    card, _ = cards[name]
    fields = {f.name: f for f in card.field}
    times = bounds(request, card)
    days = [t.name + "_on" for t in times]
    asked = [f for f in request.field if f.name not in PAGE and f not in times and f.name not in days]
    for f in asked:
        if f.name not in fields or (f.type, f.type_name) != (fields[f.name].type, fields[f.name].type_name) or not f.proto3_optional:
            raise SystemExit(f"{t}.{f.name} asks for no field of {name}")
    out = [f"extension {t}: CardListRequest {{", f"  typealias Card = {name}"]
    if asked:
        conditions = [(camel(f.name), *condition(f)) for f in asked]
        out += ["  enum Condition: CaseIterable {", "    case " + ", ".join(c for c, _, _, _ in conditions), "  }"]
        out += ["  func wanted(_ condition: Condition) -> ListKey? {", "    switch condition {"]
        out += [f"    case .{c}: has{upper(c)} ? {wanted} : nil" for c, wanted, _, _ in conditions] + ["    }", "  }"]
        out += [f"  static func value(_ condition: Condition, of card: {name}) -> ListKey? {{", "    switch condition {"]
        out += [f"    case .{c}: {value}" for c, _, value, _ in conditions] + ["    }", "  }"]
        out += ["  static func knower(_ condition: Condition) -> CardKnower? {", "    switch condition {"]
        out += [f"    case .{c}: {knower or 'nil'}" for c, _, _, knower in conditions] + ["    }", "  }"]
    else:
        out.append("  typealias Condition = NoCondition")
    if times:
        def day(f):
            name = camel(f.name + "_on")
            return f"has{upper(name)} ? {name} : nil" if any(d.name == f.name + "_on" for d in request.field) else "nil"
        given = ", ".join(f'("{f.json_name}", has{upper(camel(f.name))} ? {camel(f.name)} : nil, {day(f)})' for f in times)
        out.append(f"  func times() throws(Refusal) -> TimeRange {{ try TimeRange({given}) }}")
        day = times[0].name.rsplit("_", 1)[0] + "_on"
        if day in fields:
            out.append(f"  static func day(of card: {name}) -> CalendarDate? {{ CalendarDate(card.{camel(day)}) }}")
    return out + ["}", ""]


def get_request(t, field, answer, name):
    return [f"extension {t}: CardGetRequest {{", f"  typealias Card = {name}", f"  var card: String {{ {camel(field.name)} }}",
            f'  static var cardName: String {{ "{field.json_name}" }}',
            f"  static var cardField: UInt64 {{ Answer.Field.{camel(answer.name)} }}", "}", ""]


def requests():
    """What the room of read models has of cards and of the requests for them."""
    out = ["import APISchema", "import Bytes", "import Domain", "import FactSchema", "import RowSchema", ""]
    for name, (card, kind) in cards.items():
        out += message(name, card, kind)
    for _, n, t, o in methods:
        request = message_of(t)
        for answer in replies[n].field:
            name = answer.type_name.removeprefix(".kith.v1.")
            if name not in cards or places[o["answered_by"]] != "readModels":
                continue
            if answer.label == REPEATED:
                out += list_request(t, request, name)
                continue
            for f in request.field:
                if said(f.options).get("required") and said(f.options).get("id_of") == cards[name][1]:
                    out += get_request(t, f, answer, name)
    return out[:-1]
