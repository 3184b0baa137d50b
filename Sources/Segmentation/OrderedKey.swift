/// An integer that sorts as its float does, with -0 below 0. Not for NaN.
@inline(__always)
func orderedKey(_ value: Float) -> Int32 {
  let bits = Int32(bitPattern: value.bitPattern)
  return bits ^ ((bits >> 31) & Int32.max)
}

/// The float of an ordered key.
@inline(__always)
func value(ofKey key: Int32) -> Float {
  Float(bitPattern: UInt32(bitPattern: key ^ ((key >> 31) & Int32.max)))
}

/// Reorders `keys` so that the one at `rank` is where sorting would put it,
/// none before it is greater and none after it smaller (Hoare 1961).
@inline(__always)
func select(rank: Int, in keys: UnsafeMutablePointer<Int32>, count: Int) {
  var first = 0
  var last = count - 1
  while first < last {
    let pivot = middle(keys[first], keys[(first + last) / 2], keys[last])
    var left = first
    var right = last
    while left <= right {
      while keys[left] < pivot { left += 1 }
      while keys[right] > pivot { right -= 1 }
      if left <= right {
        (keys[left], keys[right]) = (keys[right], keys[left])
        left += 1
        right -= 1
      }
    }
    if rank <= right {
      last = right
    } else if rank >= left {
      first = left
    } else {
      return
    }
  }
}

@inline(__always)
private func middle(_ a: Int32, _ b: Int32, _ c: Int32) -> Int32 {
  max(min(a, b), min(max(a, b), c))
}

/// The two keys at `rank` and the rank after it, the same twice at the end.
@inline(__always)
func neighbours(rank: Int, in keys: UnsafeMutablePointer<Int32>, count: Int) -> (Int32, Int32) {
  select(rank: rank, in: keys, count: count)
  guard rank + 1 < count else { return (keys[rank], keys[rank]) }
  var next = keys[rank + 1]
  for i in (rank + 1)..<count { next = min(next, keys[i]) }
  return (keys[rank], next)
}

/// The percentile of keys, which are reordered.
func interpolated(percent: Double, of keys: inout [Int32]) -> Double {
  precondition((0...100).contains(percent), "a percentile lies between 0 and 100")
  let place = Double(keys.count - 1) * percent / 100
  let rank = min(Int(place), keys.count - 1)
  return keys.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return .nan }
    let (lower, upper) = neighbours(rank: rank, in: base, count: buffer.count)
    let low = Double(value(ofKey: lower))
    return low + (Double(value(ofKey: upper)) - low) * (place - Double(rank))
  }
}
