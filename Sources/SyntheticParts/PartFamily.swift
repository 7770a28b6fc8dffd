/// A kind of product that the factory can make.
public enum PartFamily: String, CaseIterable, Sendable {
  /// A round biscuit with a scalloped rim, an embossed word and docker holes.
  case biscuit
  /// A knurled plastic lid with a printed logo.
  case bottleCap = "bottle_cap"
  /// An open ball bearing with a cage and a laser-marked outer ring.
  case bearing
  /// A spur gear with a hub, a keyway and lightening holes.
  case gear
  /// A brake pad: friction material with a slot on a steel plate.
  case brakePad = "brake_pad"
  /// A moulded chocolate bar of twelve pieces, each with a relief.
  case chocolateBar = "chocolate_bar"
  /// A pressed bar of soap with a dished face and a raised word.
  case soap
  /// A fluted wooden dowel lying on its side.
  case dowel
  /// A machined angle bracket with countersunk holes and a slot.
  case bracket
  /// A plastic connector housing with two rows of cavities and metal contacts.
  case connector
  /// A glazed ceramic tile with a relief and a painted pattern.
  case tile
}
