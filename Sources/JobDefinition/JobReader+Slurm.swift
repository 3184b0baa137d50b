extension JobReader {
  func slurm(_ value: JobValue) -> SlurmSelection {
    var slurm = SlurmSelection()
    guard let section = value.section(.slurm) else { return slurm }
    slurm.shardCount = section["shards"]?.integer(in: SlurmSelection.shardCounts) ?? slurm.shardCount
    slurm.partition = section["partition"]?.text()
    slurm.account = section["account"]?.text()
    slurm.time = section["time"].flatMap {
      word($0, like: SlurmWord.time, "a time of Slurm such as '2:30:00'")
    }
    slurm.memory = section["memory"].flatMap {
      word($0, like: SlurmWord.memory, "a size of memory such as '4G'")
    }
    slurm.cpuCount = section["cpus"]?.integer(in: SlurmSelection.cpuCounts)
    slurm.tasksAtOnce = section["at_once"]?.integer(in: SlurmSelection.taskCounts)
    slurm.requeueLimit =
      section["requeue"]?.integer(in: SlurmSelection.tryCounts) ?? slurm.requeueLimit
    slurm.resubmitLimit =
      section["resubmit"]?.integer(in: SlurmSelection.tryCounts) ?? slurm.resubmitLimit
    slurm.program = section["program"].flatMap(path)
    slurm.environment = section["environment"]?.list().compactMap(variable) ?? []
    slurm.options = section["options"]?.list().compactMap(submissionOption) ?? []
    slurm.reduceOptions = section["reduce_options"]?.list().compactMap(submissionOption) ?? []
    return slurm
  }

  private func word(_ value: JobValue, like isRight: (String) -> Bool, _ expected: String) -> String? {
    guard let text = value.text() else { return nil }
    if isRight(text) { return text }
    value.fail("expected \(expected), found \(value.summary)")
    return nil
  }

  private func variable(_ value: JobValue) -> String? {
    word(value, like: SlurmWord.variable, "the name of a variable of the environment")
  }

  private func submissionOption(_ value: JobValue) -> String? {
    guard
      let option = word(
        value, like: SlurmWord.option, "an option of sbatch in its long form, such as '--qos=low'")
    else { return nil }
    guard let owned = SlurmWord.ownedOption(option) else { return option }
    value.fail("\(value.summary) is set by the program: it needs '--\(owned)' itself,")
    return nil
  }
}

/// The forms of words that sbatch reads.
private enum SlurmWord {
  /// Options that the program sets itself.
  static let owned = [
    "array", "chdir", "dependency", "error", "export", "job-name", "output", "parsable", "requeue",
    "no-requeue", "test-only", "wait", "wrap",
  ]

  /// Minutes, minutes:seconds, hours:minutes:seconds, with days- before.
  static func time(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, let clock = parts.last, parts.dropLast().allSatisfy(isNumber) else {
      return false
    }
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false)
    return numbers.count <= 3 && numbers.allSatisfy(isNumber)
  }

  static func memory(_ text: String) -> Bool {
    isNumber(text.last.map { "KMGT".contains($0) } == true ? text.dropLast() : text[...])
  }

  static func variable(_ text: String) -> Bool {
    text.first.map { isLetter($0) || $0 == "_" } == true
      && text.allSatisfy { isLetter($0) || isDigit($0) || $0 == "_" }
  }

  static func option(_ text: String) -> Bool {
    let name = text.prefix { $0 != "=" }.dropFirst(2)
    return text.hasPrefix("--") && name.first.map(isLetter) == true && !text.hasSuffix("=")
      && name.allSatisfy { isLetter($0) || isDigit($0) || $0 == "-" }
  }

  /// The option of the program that this one is or abbreviates.
  static func ownedOption(_ text: String) -> String? {
    let name = text.dropFirst(2).prefix { $0 != "=" }
    return owned.first { $0.hasPrefix(name) }
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.count <= 9 && text.allSatisfy(isDigit)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character)
  }
}
