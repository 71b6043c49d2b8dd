import Bytes
import FactSchema

extension Array where Element == UInt8 {
  /// Appends an amount of money as a message.
  mutating func appendField(_ number: UInt64, _ money: Money) {
    let start = begin(delimited: number)
    appendField(Money.Field.currency, money.currency)
    appendField(Money.Field.amount, money.amount)
    end(delimited: start)
  }
}
