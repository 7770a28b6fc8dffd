/// Runs the part of the pickle language that checkpoints of tensors are written in, and nothing else.
///
/// It calls no function that a pickle names: it knows what the few that are allowed would build. The language is that
/// of Python's `pickletools`, protocols 2 to 5.
struct PickleInterpreter {
  private var reader: PickleReader
  private var objects = PickledObjects()
  private var stack: [PickledValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickledValue] = [:]

  private init(_ reader: PickleReader) { self.reader = reader }

  /// Runs one pickle.
  ///
  /// - Parameters:
  ///   - bytes: Bytes that start with the pickle.
  ///   - start: Where it starts.
  ///   - path: The file, for messages.
  /// - Returns: What it builds, and where it ends.
  /// - Throws: `TensorFileError.malformed` naming the byte, and the function when one is refused.
  static func run(
    _ bytes: [UInt8], at start: Int = 0, path: String
  ) throws(TensorFileError) -> (objects: PickledObjects, end: Int) {
    var interpreter = PickleInterpreter(PickleReader(bytes, at: start, path: path))
    while try interpreter.step() {}
    interpreter.objects.root = try interpreter.pop()
    return (interpreter.objects, interpreter.reader.position)
  }

  /// Runs one instruction; false after the last.
  private mutating func step() throws(TensorFileError) -> Bool {
    let code = try reader.byte()
    guard let instruction = PickleInstruction(rawValue: code) else {
      throw reader.fault(
        expected: "an instruction of a checkpoint of tensors", found: "0x" + String(code, radix: 16))
    }
    if instruction == .stop { return false }
    if try pushConstant(instruction) { return true }
    if try useMemo(instruction) { return true }
    if try build(instruction) { return true }
    try call(instruction)
    return true
  }

  // MARK: - The stack

  private mutating func pop() throws(TensorFileError) -> PickledValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else {
      throw reader.fault(expected: "a value on the stack", found: "none")
    }
    return value
  }

  /// The values above the last mark, which goes away.
  private mutating func popToMark() throws(TensorFileError) -> [PickledValue] {
    guard let mark = marks.popLast() else {
      throw reader.fault(expected: "a mark on the stack", found: "none")
    }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func pop(_ count: Int) throws(TensorFileError) -> [PickledValue] {
    var values: [PickledValue] = []
    for _ in 0..<count { values.append(try pop()) }
    return values.reversed()
  }

  private mutating func sequence(_ values: [PickledValue]) -> PickledValue {
    objects.containers.append(values)
    return .sequence(objects.containers.count - 1)
  }

  private mutating func dictionary(_ items: [PickledValue] = []) -> PickledValue {
    objects.containers.append(items)
    return .dictionary(objects.containers.count - 1)
  }

  // MARK: - Instructions

  private mutating func pushConstant(_ instruction: PickleInstruction) throws(TensorFileError) -> Bool {
    switch instruction {
    case .protocolVersion: _ = try reader.byte()
    case .frame: try reader.skip(8)
    case .none: stack.append(.none)
    case .newTrue, .newFalse: stack.append(.boolean(instruction == .newTrue))
    case .int8: stack.append(.integer(try reader.unsigned(1)))
    case .int16: stack.append(.integer(try reader.unsigned(2)))
    case .int32: stack.append(.integer(Int(Int32(truncatingIfNeeded: try reader.unsigned(4)))))
    case .long: stack.append(try reader.long())
    case .real:
      try reader.skip(8)
      stack.append(.inert)
    case .shortText: stack.append(.text(try reader.text(lengthBytes: 1)))
    case .text: stack.append(.text(try reader.text(lengthBytes: 4)))
    case .shortBytes, .shortString:
      try reader.skip(try reader.unsigned(1))
      stack.append(.inert)
    case .bytes, .string:
      try reader.skip(try reader.unsigned(4))
      stack.append(.inert)
    default: return false
    }
    return true
  }

  private mutating func useMemo(_ instruction: PickleInstruction) throws(TensorFileError) -> Bool {
    switch instruction {
    case .put: memo[try reader.unsigned(1)] = try top()
    case .longPut: memo[try reader.unsigned(4)] = try top()
    case .memoize: memo[memo.count] = try top()
    case .get: stack.append(try remembered(try reader.unsigned(1)))
    case .longGet: stack.append(try remembered(try reader.unsigned(4)))
    default: return false
    }
    return true
  }

  private func top() throws(TensorFileError) -> PickledValue {
    guard let value = stack.last else { throw reader.fault(expected: "a value on the stack", found: "none") }
    return value
  }

  private func remembered(_ place: Int) throws(TensorFileError) -> PickledValue {
    guard let value = memo[place] else {
      throw reader.fault(expected: "a value in the memo at \(place)", found: "none")
    }
    return value
  }

  private mutating func build(_ instruction: PickleInstruction) throws(TensorFileError) -> Bool {
    switch instruction {
    case .mark: marks.append(stack.count)
    case .pop: _ = try pop()
    case .emptyTuple, .emptyList: stack.append(sequence([]))
    case .emptyDictionary: stack.append(dictionary())
    case .tuple, .list: stack.append(sequence(try popToMark()))
    case .tuple1: stack.append(sequence(try pop(1)))
    case .tuple2: stack.append(sequence(try pop(2)))
    case .tuple3: stack.append(sequence(try pop(3)))
    case .append: try extend(with: try pop(1), pairs: false)
    case .appends: try extend(with: try popToMark(), pairs: false)
    case .setItem: try extend(with: try pop(2), pairs: true)
    case .setItems: try extend(with: try popToMark(), pairs: true)
    default: return false
    }
    return true
  }

  /// Appends to the list, or the dictionary, on top of the stack.
  private mutating func extend(with values: [PickledValue], pairs: Bool) throws(TensorFileError) {
    switch (try top(), pairs) {
    case (.sequence(let place), false): objects.containers[place] += values
    case (.dictionary(let place), true) where values.count % 2 == 0: objects.containers[place] += values
    case (.inert, _): break
    default: throw reader.fault(expected: pairs ? "a dictionary" : "a list", found: "another value")
    }
  }

  private mutating func call(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .global:
      let (module, name) = (try reader.line(), try reader.line())
      stack.append(.callable(try callable(module, name)))
    case .stackGlobal:
      guard case .text(let name) = try pop(), case .text(let module) = try pop() else {
        throw reader.fault(expected: "the name of a class", found: "another value")
      }
      stack.append(.callable(try callable(module, name)))
    case .persistent:
      let value = try pop()
      stack.append(.storage(try storage(value)))
    case .reduce:
      let (arguments, function) = (try pop(), try pop())
      stack.append(try result(of: function, arguments))
    default:  // `build`: attributes, such as the version notes of a state dictionary
      _ = try pop()
    }
  }

  // MARK: - Calls

  private func callable(_ module: String, _ name: String) throws(TensorFileError) -> PickledCallable {
    if let known = PickledCallable(module: module, name: name) { return known }
    throw reader.fault(
      expected: "tensors, dictionaries and numbers; nothing in a checkpoint is executed",
      found: quoted("\(module).\(name)"))
  }

  /// What `function(*arguments)` would be.
  private mutating func result(
    of function: PickledValue, _ arguments: PickledValue
  ) throws(TensorFileError) -> PickledValue {
    guard case .callable(let callable) = function, case .sequence(let place) = arguments else {
      throw reader.fault(expected: "a class and its arguments", found: "other values")
    }
    let values = objects.containers[place]
    switch callable {
    case .dictionary where values.isEmpty: return dictionary()
    case .tensor: return .tensor(try tensor(values))
    case .parameter:
      guard case .tensor(let tensor) = values.first else {
        throw reader.fault(expected: "a tensor in a parameter", found: "another value")
      }
      return .tensor(tensor)
    case .inert: return .inert
    default: throw reader.fault(expected: "a tensor or an empty dictionary", found: "another call")
    }
  }

  /// `(storage, offset, shape, strides, …)`.
  private func tensor(_ values: [PickledValue]) throws(TensorFileError) -> TorchTensor {
    guard values.count >= 4, case .storage(let storage) = values[0], case .integer(let offset) = values[1],
      let shape = integers(values[2]), let strides = integers(values[3])
    else { throw reader.fault(expected: "a storage, an offset, a shape and strides", found: "other values") }
    guard let tensor = TorchTensor(storage, offset: offset, shape: shape, strides: strides) else {
      throw reader.fault(
        expected: "a tensor inside its storage of \(storage.count) numbers",
        found: "shape \(shape.prefix(8)), strides \(strides.prefix(8)), offset \(offset)")
    }
    return tensor
  }

  private func integers(_ value: PickledValue) -> [Int]? {
    guard case .sequence(let place) = value else { return nil }
    let values = objects.containers[place].map { value -> Int? in
      if case .integer(let number) = value { number } else { nil }
    }
    let found = values.compactMap { $0 }
    return found.count == values.count ? found : nil
  }

  /// `("storage", class, key, device, count)`; older files add a view, which must be none.
  private func storage(_ value: PickledValue) throws(TensorFileError) -> TorchStorage {
    guard case .sequence(let place) = value else {
      throw reader.fault(expected: "a storage", found: "another value")
    }
    let values = objects.containers[place]
    guard values.count >= 5, values[0] == .text("storage"), case .callable(.storage(let type)) = values[1],
      case .text(let key) = values[2], case .integer(let count) = values[4], count >= 0,
      values.dropFirst(5).allSatisfy({ $0 == .none })
    else { throw reader.fault(expected: "a storage by class, key and size", found: "other values") }
    return TorchStorage(key: key, type: type, count: count)
  }
}
