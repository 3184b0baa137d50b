internal import CGuard
import Foundation

/// What a process may still do after it has confined itself.
public struct Confinement: Hashable, Sendable {
  /// The most of what it may take.
  public struct Limits: Hashable, Sendable {
    /// The most memory of its own, in bytes: heap, stacks, private mappings.
    public var memoryByteCount: Int
    /// The most processor time of all threads, in seconds.
    public var processorSeconds: Int
    /// The most bytes of one file that it writes.
    public var fileByteCount: Int
    /// The most files that are open at once.
    public var openFileCount: Int

    /// Makes limits.
    public init(memoryByteCount: Int, processorSeconds: Int, fileByteCount: Int, openFileCount: Int) {
      self.memoryByteCount = memoryByteCount
      self.processorSeconds = processorSeconds
      self.fileByteCount = fileByteCount
      self.openFileCount = openFileCount
    }
  }

  /// Files and folders that it may read.
  public var readable: [String]
  /// Folders in which it may read, write, make and remove.
  public var writable: [String]
  /// Whether it may use the network.
  public var allowsNetwork: Bool
  /// The most of what it may take.
  public var limits: Limits
  /// The process that it shall not outlive.
  public var parent: Int32

  /// Makes a confinement.
  public init(
    readable: [String], writable: [String], allowsNetwork: Bool = false, limits: Limits, parent: Int32
  ) {
    self.readable = readable
    self.writable = writable
    self.allowsNetwork = allowsNetwork
    self.limits = limits
    self.parent = parent
  }

  /// What any program of this kind reads: its libraries, their data, what the
  /// system says of itself and of the process.
  public static var systemPlaces: [String] {
    let environment = ProcessInfo.processInfo.environment
    let data = ["GDAL_DATA", "PROJ_DATA", "PROJ_LIB"].compactMap { environment[$0] }
      .flatMap { $0.split(separator: ":").map(String.init) }
    return [
      "/usr/lib", "/usr/lib64", "/usr/share", "/usr/local/lib", "/usr/local/share", "/lib", "/lib64",
      "/etc/ld.so.cache", "/etc/localtime", "/proc/self", "/proc/meminfo", "/proc/cpuinfo",
      "/proc/sys/kernel/random/boot_id",
      "/sys/devices/system/cpu", "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random",
    ] + data
  }

  /// What the network needs besides: names of machines, certificates.
  public static let networkPlaces = [
    "/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/ssl", "/etc/pki",
    "/etc/ca-certificates",
  ]

  /// Confines this process for good. Call it before a second thread starts and
  /// before anything foreign is opened.
  ///
  /// - Returns: Which guards could not be set, and why. The rest are set.
  public func apply() -> GuardReport {
    var report = GuardReport(landlockVersion: Int(furrow_guard_landlock_version()))
    func set(_ kind: Guard, _ error: Int32) {
      if error != 0 { report.missing[kind] = String(cString: strerror(error)) }
    }
    if Self.threadCount != 1 {
      for kind in [Guard.places, .privileges] { report.missing[kind] = "other threads run already" }
    }
    set(.memory, furrow_guard_limit(FURROW_LIMIT_DATA_BYTES, UInt64(limits.memoryByteCount)))
    set(.processorTime, furrow_guard_limit(FURROW_LIMIT_PROCESSOR_SECONDS, UInt64(limits.processorSeconds)))
    set(.fileSize, furrow_guard_limit(FURROW_LIMIT_FILE_BYTES, UInt64(limits.fileByteCount)))
    set(.openFiles, furrow_guard_limit(FURROW_LIMIT_OPEN_FILES, UInt64(limits.openFileCount)))
    set(.privileges, furrow_guard_limit(FURROW_LIMIT_DUMP_BYTES, 0))
    set(.privileges, furrow_guard_privileges())
    set(.places, confineToPlaces())
    let error = furrow_guard_calls(allowsNetwork ? 0 : 1)
    set(.calls, error)
    if allowsNetwork { report.missing[.network] = "the job allows it" } else { set(.network, error) }
    set(.parent, furrow_guard_end_with_parent(parent))
    return report
  }

  /// Limits this process's memory and nothing else.
  public static func limitMemory(toByteCount count: Int) {
    _ = furrow_guard_limit(FURROW_LIMIT_DATA_BYTES, UInt64(count))
  }

  private func confineToPlaces() -> Int32 {
    let places =
      (readable + Self.systemPlaces + (allowsNetwork ? Self.networkPlaces : [])).map { ($0, false) }
      + writable.map { ($0, true) }
    let copies = places.map { strdup($0.0) }
    defer { for copy in copies { free(copy) } }
    let rules = zip(copies, places).compactMap { copy, place in
      copy.map { furrow_guard_place(path: UnsafePointer($0), may_write: place.1 ? 1 : 0) }
    }
    return furrow_guard_places(rules, rules.count, allowsNetwork ? 0 : 1)
  }

  /// The threads of this process; Landlock binds only the one that asks for it
  /// and those that it starts later.
  private static var threadCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 1
  }
}
