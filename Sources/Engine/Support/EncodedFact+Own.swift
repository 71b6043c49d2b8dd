import Domain
import FactSchema

extension EncodedFact {
  /// A fact of the daemon's own, as it is stored. Throws `.internal` for one that cannot be, which none of them is.
  init(own content: Fact.OneOf_Fact) throws(Refusal) {
    var fact = Fact()
    fact.fact = content
    do throws(FactCodec.Failure) {
      self = try FactCodec.encode(fact)
    } catch {
      throw .internal("a fact of the daemon's own cannot be encoded")
    }
  }
}
